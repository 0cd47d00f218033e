package io.saddlebag.sandbox.odoo;

import io.saddlebag.sandbox.http.SandboxReply;
import java.util.function.Function;

/** A request that was read but not yet done: what it costs, and how it is done. */
record Prepared(String method, int records, Function<Begun, SandboxReply> work) {}
