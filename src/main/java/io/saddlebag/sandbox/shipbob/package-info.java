/**
 * A stateful stand-in of ShipBob's API (version 2026-01) over real HTTP, for tests, the demo and benchmarks.
 *
 * <p>Shapes, names and status values follow the vendor's published OpenAPI description; behaviour the description does not
 * state follows the vendor's pages (errors, rate limit, webhooks, status reference). {@link
 * io.saddlebag.sandbox.shipbob.SandboxShipBob} is the entrance. All state is guarded by one monitor, the {@code Warehouse}.
 */
package io.saddlebag.sandbox.shipbob;
