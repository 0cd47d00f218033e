package io.saddlebag.mapping;

import com.schibsted.spt.data.jslt.JsltException;

/** An extension function cannot do its work. The message names no value: values may be personal. */
final class Refused extends JsltException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
