package io.saddlebag.simulation;

import java.util.List;

/** A scenario file cannot be used; the message names every mistake with file and line. */
public final class ScenarioProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScenarioProblem(List<String> problems) {
        super(String.join("\n", problems));
    }
}
