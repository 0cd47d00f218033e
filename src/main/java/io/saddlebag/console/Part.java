package io.saddlebag.console;

/** A group of pages that belong together, e.g. all about orders. */
interface Part {

    /** Mounts its paths. */
    void mount(Pages pages);
}
