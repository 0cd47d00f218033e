package io.saddlebag.console;

import io.saddlebag.access.Permission;

/** A page of the menu: where, called what, for whom. */
record Page(String path, String name, Permission permission) {}
