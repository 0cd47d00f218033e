package io.saddlebag.personal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.util.Locale;
import java.util.Set;

/**
 * Canonical documents and documents of partners without what they say of people: names, e-mail and network addresses, phone
 * numbers, addresses, notes, VAT ids, whatever plugins added, and keys that open an order's page. By the names of the fields,
 * whatever case and hyphens they are written in; what looks like an e-mail address is masked wherever it stands. Countries,
 * ids and empty fields stay, so that a person sees what is there and what is missing.
 */
public final class MaskedDocument {

    /** What stands where something was. */
    public static final String MASK = Contacts.MASK;

    /** All in them is of a person. */
    private static final Set<String> PEOPLE = Set.of(
            "billing", "shipping", "recipient", "address", "customer", "partner", "contact", "consignee", "meta");

    /** What stays of a person: it says where to look, not who he is. */
    private static final Set<String> KEPT = Set.of("country", "countrycode", "countryid", "id", "key", "customerid");

    private static final Set<String> FIELDS = Set.of(
            "address",
            "recipient",
            "firstname",
            "lastname",
            "fullname",
            "displayname",
            "contactname",
            "partnername",
            "username",
            "nickname",
            "login",
            "company",
            "companyname",
            "commercialcompanyname",
            "email",
            "useremail",
            "emailnormalized",
            "phone",
            "phonenumber",
            "phonesanitized",
            "mobile",
            "fax",
            "address1",
            "address2",
            "addressline1",
            "addressline2",
            "street",
            "street2",
            "streetname",
            "city",
            "zip",
            "zipcode",
            "postcode",
            "postalcode",
            "contactaddress",
            "customernote",
            "note",
            "notes",
            "comment",
            "giftmessage",
            "instructions",
            "deliveryinstructions",
            "reason",
            "vat",
            "vatnumber",
            "vatid",
            "taxid",
            "taxnumber",
            "eori",
            "iban",
            "customeripaddress",
            "customeruseragent",
            "avatarurl",
            "orderkey",
            "paymenturl",
            "partnerid",
            "partnerinvoiceid",
            "partnershippingid",
            "commercialpartnerid");

    /** An object that has one of these is a person's or a company's; only then is its name one of theirs. */
    private static final Set<String> SIGNS = Set.of(
            "email", "phone", "phonenumber", "mobile", "street", "address1", "postcode", "zip", "vat", "vatnumber");

    private static final Set<String> SIGNED = Set.of("name", "state", "ref", "completename");

    /** What is left of a person for good: where the taxes are of. */
    private static final Set<String> TAXED = Set.of("country", "countrycode", "countryid", "state", "key");

    /** How something is hidden. */
    private enum Form {
        /** A person sees that there was something. */
        MASKED,
        /** It is gone, and so are the ids of the customer; the document keeps its form. */
        BLANK
    }

    private MaskedDocument() {}

    /** A document as text; what is no JSON is not shown at all. */
    public static String of(String document) {
        try {
            return Documents.text(of(Documents.parse(document)));
        } catch (NotJson e) {
            return "(no JSON; its " + document.length() + " characters may hold personal data)";
        }
    }

    /** A copy of the document. */
    public static JsonNode of(JsonNode document) {
        return masked(document, false, Form.MASKED);
    }

    /** A document of an erased person: empty where it was personal. What is no JSON becomes an empty document. */
    public static String blank(String document) {
        try {
            return Documents.text(masked(Documents.parse(document), false, Form.BLANK));
        } catch (NotJson e) {
            return "{}";
        }
    }

    private static JsonNode masked(JsonNode node, boolean whole, Form form) {
        if (node.isObject()) {
            return object(node, whole, form);
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(masked(item, whole, form)));
            return copy;
        }
        if (whole) {
            return form == Form.BLANK ? gone(node) : hidden(node);
        }
        return mails(node);
    }

    private static JsonNode object(JsonNode node, boolean whole, Form form) {
        boolean person = false;
        for (var names = node.fieldNames(); names.hasNext(); ) {
            person |= SIGNS.contains(plain(names.next()));
        }
        boolean plugin = node.has("key") && node.has("value");
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (var fields = node.fields(); fields.hasNext(); ) {
            var field = fields.next();
            String name = plain(field.getKey());
            boolean personal = FIELDS.contains(name)
                    || (person && SIGNED.contains(name))
                    || (plugin && (name.equals("value") || name.equals("displayvalue")))
                    || (whole && !(form == Form.BLANK ? TAXED : KEPT).contains(name))
                    || (form == Form.BLANK && name.equals("customerid"))
                    || (PEOPLE.contains(name) && field.getValue().isContainerNode());
            copy.set(field.getKey(), masked(field.getValue(), personal, form));
        }
        return copy;
    }

    private static JsonNode hidden(JsonNode value) {
        if (value.isNull()
                || value.isBoolean()
                || (value.isTextual() && value.asText().isEmpty())) {
            return value;
        }
        if (value.isTextual() && Contacts.isMail(value.asText())) {
            return TextNode.valueOf(Contacts.mail(value.asText()));
        }
        return TextNode.valueOf(MASK);
    }

    private static JsonNode gone(JsonNode value) {
        if (value.isTextual()) {
            return TextNode.valueOf("");
        }
        return value.isNumber() ? IntNode.valueOf(0) : value;
    }

    private static JsonNode mails(JsonNode value) {
        return value.isTextual() && value.asText().indexOf('@') >= 0
                ? TextNode.valueOf(Contacts.withoutMails(value.asText()))
                : value;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
