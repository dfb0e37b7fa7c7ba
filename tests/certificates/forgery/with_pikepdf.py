"""Forgeries that open the file, change it and save it anew: every such program writes other bytes."""

import functools
import io
import warnings
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .kinds import FORGERIES, forgery

Change = Callable[[pikepdf.Pdf, pikepdf.Pdf], Any]


def saved(pdf: bytes, other: bytes, change: Change = lambda opened, another: None, **options: Any) -> bytes:
    out = io.BytesIO()
    quiet = warnings.catch_warnings(action="ignore")
    with quiet, pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.open(io.BytesIO(other)) as another:
        change(opened, another)
        opened.save(out, **options)
    return out.getvalue()


def change(edit: Change) -> Change:
    assert edit.__name__ not in FORGERIES
    FORGERIES[edit.__name__] = functools.partial(saved, change=edit)
    return edit


@forgery
def saved_again(pdf, other):
    return saved(pdf, other)


@forgery
def linearised(pdf, other):
    return saved(pdf, other, linearize=True)


@forgery
def encrypted(pdf, other):
    return saved(pdf, other, encryption=pikepdf.Encryption(owner="x", user=""))


@forgery
def objects_packed(pdf, other):
    return saved(pdf, other, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@forgery
def unpacked_for_editing(pdf, other):
    return saved(pdf, other, qdf=True)


def drawn(opened: pikepdf.Pdf, operators: bytes) -> None:
    opened.pages[0].contents_add(operators)


@change
def text_removed(opened, another):
    page = opened.pages[0]
    lines = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in ("Tj", "TJ")]
    page.Contents = opened.make_stream(pikepdf.unparse_content_stream(lines))


@change
def name_painted_over(opened, another):
    drawn(opened, b"q 1 1 1 rg 200 250 400 60 re f Q")


@change
def picture_over_the_page(opened, another):
    picture = opened.make_stream(b"\xff" * 3, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                                 ColorSpace=Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
    opened.pages[0].add_resource(picture, Name.XObject, Name.Foto)
    drawn(opened, b"q 300 0 0 60 200 250 cm /Foto Do Q")


@change
def page_of_another_over_it(opened, another):
    opened.pages[0].add_overlay(another.pages[0])


@change
def page_of_another_instead(opened, another):
    opened.pages[0] = another.pages[0]


@change
def code_page_of_another_instead(opened, another):
    opened.pages[1] = another.pages[1]


@change
def page_added(opened, another):
    opened.pages.append(another.pages[0])


@change
def empty_page_added(opened, another):
    opened.add_blank_page()


@change
def page_removed(opened, another):
    del opened.pages[1]


@change
def pages_swapped(opened, another):
    opened.pages.reverse()


@change
def page_turned(opened, another):
    opened.pages[0].rotate(180, relative=False)


@change
def page_cropped(opened, another):
    opened.pages[0].CropBox = Array([0, 0, 300, 300])


@change
def units_of_measure_changed(opened, another):
    opened.pages[0].obj.UserUnit = 2


@change
def title_changed(opened, another):
    opened.docinfo[Name.Title] = String("Sertifikat lain")


@change
def metadata_changed(opened, another):
    opened.Root.Metadata = opened.make_stream(b"<x:xmpmeta/>", Type=Name.Metadata, Subtype=Name.XML)


@change
def metadata_of_another(opened, another):
    opened.Root.Metadata = opened.make_stream(another.Root.Metadata.read_bytes())


@change
def attachment_added(opened, another):
    opened.attachments["transkrip.txt"] = pikepdf.AttachedFileSpec(opened, b"LULUS")


@change
def script_added(opened, another):
    opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@change
def field_added(opened, another):
    field = Dictionary(FT=Name.Tx, T=String("nama"), V=String("Orang Lain"), Subtype=Name.Widget, Rect=[1, 1, 99, 9])
    opened.Root.AcroForm.Fields.append(opened.make_indirect(field))


@change
def note_added(opened, another):
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[200, 250, 600, 310], Contents=String("Orang Lain"))
    opened.pages[0].obj.Annots = Array([opened.make_indirect(note)])


@change
def link_added(opened, another):
    action = Dictionary(S=Name.URI, URI=String("https://example.net/v/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 800, 600], A=action)
    opened.pages[1].obj.Annots = Array([opened.make_indirect(link)])


@change
def layer_added(opened, another):
    layer = opened.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    opened.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))


@change
def letters_of_another_font(opened, another):
    fonts = opened.pages[0].Resources.Font
    first = next(iter(fonts.keys()))
    fonts[first] = opened.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


@change
def spoken_text_changed(opened, another):
    opened.Root.StructTreeRoot[Name.ActualText] = String("Orang Lain")


@change
def form_removed(opened, another):
    del opened.Root.AcroForm


@change
def field_doubled(opened, another):
    fields = opened.Root.AcroForm.Fields
    fields.append(opened.make_indirect(Dictionary(dict(fields[0]))))


@change
def field_made_visible(opened, another):
    opened.Root.AcroForm.Fields[0].Rect = Array([0, 0, 300, 300])


@change
def field_renamed(opened, another):
    opened.Root.AcroForm.Fields[0].T = String("Tanda tangan")


@change
def changes_allowed(opened, another):
    del opened.Root.Perms


@change
def identity_of_another(opened, another):
    opened.trailer.ID = Array([String(str(another.trailer.ID[0])), String("x")])
