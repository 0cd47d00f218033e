package io.saddlebag.mapping;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML entities as WordPress writes them: any numeric one, the Latin letters and the typographic signs by name. An
 * entity that is none of them stays as it is.
 */
final class Entities {

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));");

    /** Code points 160 to 255 by their names, in order (HTML 4.01, Latin-1 entities). */
    private static final String[] LATIN =
            ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr"
                            + " deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
                            + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml"
                            + " ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig"
                            + " agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml"
                            + " eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml")
                    .split(" ");

    private static final Map<String, Integer> SIGNS = Map.ofEntries(
            Map.entry("amp", (int) '&'),
            Map.entry("lt", (int) '<'),
            Map.entry("gt", (int) '>'),
            Map.entry("quot", (int) '"'),
            Map.entry("apos", (int) '\''),
            Map.entry("euro", 0x20ac),
            Map.entry("hellip", 0x2026),
            Map.entry("ndash", 0x2013),
            Map.entry("mdash", 0x2014),
            Map.entry("lsquo", 0x2018),
            Map.entry("rsquo", 0x2019),
            Map.entry("sbquo", 0x201a),
            Map.entry("ldquo", 0x201c),
            Map.entry("rdquo", 0x201d),
            Map.entry("bdquo", 0x201e),
            Map.entry("bull", 0x2022),
            Map.entry("trade", 0x2122),
            Map.entry("prime", 0x2032),
            Map.entry("Prime", 0x2033));

    private Entities() {}

    static String decode(String text) {
        Matcher entity = ENTITY.matcher(text);
        return entity.replaceAll(
                match -> Matcher.quoteReplacement(one(match.group(), match.group(1), match.group(2), match.group(3))));
    }

    private static String one(String whole, String decimal, String hexadecimal, String name) {
        int codePoint = -1;
        if (decimal != null) {
            codePoint = Integer.parseInt(decimal);
        } else if (hexadecimal != null) {
            codePoint = Integer.parseInt(hexadecimal, 16);
        } else {
            codePoint = named(name);
        }
        return codePoint > 0 && Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : whole;
    }

    private static int named(String name) {
        for (int i = 0; i < LATIN.length; i++) {
            if (LATIN[i].equals(name)) {
                return 160 + i;
            }
        }
        return SIGNS.getOrDefault(name, -1);
    }
}
