from django.urls import path

from facilities.views import agreements, drafting, places, readiness

app_name = "facilities"
urlpatterns = [
    path("lapas/", places.FacilityList.as_view(), name="facility-list"),
    path("lapas/<int:pk>/", places.FacilityDetail.as_view(), name="facility-detail"),
    path("blk/", places.CentreList.as_view(), name="centre-list"),
    path("blk/<int:pk>/", places.CentreDetail.as_view(), name="centre-detail"),
    path("bengkel/", places.WorkshopList.as_view(), name="workshop-list"),
    path("bengkel/tambah/", places.WorkshopAdd.as_view(), name="workshop-add"),
    path("bengkel/<int:pk>/", places.WorkshopDetail.as_view(), name="workshop-detail"),
    path("bengkel/<int:pk>/ubah/", places.WorkshopEdit.as_view(), name="workshop-edit"),
    path("peninjauan/", readiness.ReviewList.as_view(), name="review-list"),
    path("peninjauan/tambah/", readiness.ReviewAdd.as_view(), name="review-add"),
    path("peninjauan/<int:pk>/", readiness.ReviewDetail.as_view(), name="review-detail"),
    path("peninjauan/<int:pk>/daftar-periksa/", readiness.ReviewChecklist.as_view(), name="review-checklist"),
    path("peninjauan/<int:pk>/ajukan/", readiness.ReviewSubmit.as_view(), name="review-submit"),
    path("peninjauan/<int:pk>/setujui/", readiness.ReviewConfirm.as_view(), name="review-confirm"),
    path("peninjauan/<int:pk>/tolak/", readiness.ReviewReject.as_view(), name="review-reject"),
    path("peninjauan/foto/<int:pk>/", readiness.PhotoFile.as_view(), name="photo-file"),
    path("perjanjian/", agreements.AgreementList.as_view(), name="agreement-list"),
    path("perjanjian/tambah/", drafting.AgreementAdd.as_view(), name="agreement-add"),
    path("perjanjian/<int:pk>/", agreements.AgreementDetail.as_view(), name="agreement-detail"),
    path("perjanjian/<int:pk>/ubah/", drafting.AgreementEdit.as_view(), name="agreement-edit"),
    path("perjanjian/<int:pk>/ruang-lingkup/", drafting.AgreementScope.as_view(), name="agreement-scope"),
    path("perjanjian/<int:pk>/penanda-tangan/", drafting.AgreementSignatories.as_view(), name="agreement-signatories"),
    path("perjanjian/<int:pk>/periksa/", drafting.AgreementCheck.as_view(), name="agreement-check"),
    path("perjanjian/<int:pk>/perpanjang/", agreements.AgreementRenew.as_view(), name="agreement-renew"),
    path("perjanjian/<int:pk>/adendum/", agreements.AgreementAmend.as_view(), name="agreement-amend"),
    path("perjanjian/<int:pk>/pindaian/", agreements.AgreementScanAdd.as_view(), name="agreement-scan-add"),
    path("perjanjian/<int:pk>/pindaian/unduh/", agreements.AgreementScanFile.as_view(), name="agreement-scan"),
    path("perjanjian/<int:pk>/tanda-tangan/", agreements.AgreementSign.as_view(), name="agreement-sign"),
    path("perjanjian/<int:pk>/akhiri/", agreements.AgreementTerminate.as_view(), name="agreement-terminate"),
]
