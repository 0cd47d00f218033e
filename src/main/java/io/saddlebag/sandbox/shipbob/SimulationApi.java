package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The test aid ShipBob offers in its own sandbox: {@code POST /simulate/shipment} ships or delivers one shipment, each action
 * of the chain its delay (minutes) after the one before.
 */
final class SimulationApi {

    private static final class Action {
        final String name;
        Instant due;
        String status = "Scheduled";
        Optional<String> message = Optional.empty();

        Action(String name, Instant due) {
            this.name = name;
            this.due = due;
        }
    }

    private record Simulation(String id, long shipment, List<Action> actions) {}

    private final ShipBobOptions options;
    private final Warehouse warehouse;
    private final Timetable timetable;
    private final Map<String, Simulation> simulations = new LinkedHashMap<>();

    SimulationApi(ShipBobOptions options, Warehouse warehouse, Timetable timetable) {
        this.options = options;
        this.warehouse = warehouse;
        this.timetable = timetable;
    }

    Optional<SandboxReply> answer(SandboxRequest request, List<String> path) {
        if (request.method().equals("POST") && path.equals(List.of("simulate", "shipment"))) {
            return Optional.of(start(Api.body(request)));
        }
        if (request.method().equals("GET") && path.size() == 3 && path.get(1).equals("status")) {
            Simulation found = simulations.get(path.get(2));
            if (found == null) {
                throw Refusal.notFound("Simulation", path.get(2));
            }
            return Optional.of(SandboxReply.json(200, json(found)));
        }
        return Optional.empty();
    }

    private SandboxReply start(JsonNode asked) {
        long id = asked.path("shipment_id").asLong(-1);
        Shipment shipment = warehouse
                .shipment(id)
                .orElseThrow(() ->
                        Refusal.notFound("Shipment", asked.path("shipment_id").asText()));
        List<Action> actions = new ArrayList<>();
        Instant due = options.clock().instant();
        for (JsonNode step = asked.path("simulation"); step.isObject(); step = step.path("next")) {
            String name = step.path("action").asText();
            if (!name.equals("ShipOrder") && !name.equals("DeliverOrder")) {
                throw Refusal.field(400, "simulation", "The action must be ShipOrder or DeliverOrder.");
            }
            due = due.plus(
                    options.simulatedMinute().multipliedBy(step.path("delay").asLong(0)));
            actions.add(new Action(name, due));
        }
        if (actions.isEmpty()) {
            throw Refusal.field(400, "simulation", "The simulation field is required.");
        }
        Simulation simulation = new Simulation(UUID.randomUUID().toString(), id, List.copyOf(actions));
        simulations.put(simulation.id(), simulation);
        actions.forEach(action -> timetable.at(action.due, () -> run(action, shipment)));
        return SandboxReply.json(
                200, Json.object().put("message", "Simulation accepted").put("simulation_id", simulation.id()));
    }

    private void run(Action action, Shipment shipment) {
        boolean ships = action.name.equals("ShipOrder");
        boolean possible =
                ships ? shipment.open() : shipment.status == ShipmentStatus.COMPLETED && shipment.delivered.isEmpty();
        if (!possible) {
            action.status = "Failed";
            action.message = Optional.of("Shipment is in status " + shipment.status.wire());
        } else {
            if (ships) {
                warehouse.ship(shipment);
            } else {
                warehouse.deliver(shipment);
            }
            action.status = "Completed";
        }
    }

    private static ObjectNode json(Simulation simulation) {
        ObjectNode json = Json.object()
                .put("entity_id", Long.toString(simulation.shipment()))
                .put("entity_type", "Shipment");
        ObjectNode next = null;
        List<Action> actions = simulation.actions();
        for (int i = actions.size() - 1; i >= 0; i--) {
            Action action = actions.get(i);
            ObjectNode status = Json.object()
                    .put("action", action.name)
                    .put("message", action.message.orElse(null))
                    .put("schedule_time", Json.time(action.due))
                    .put("status", action.status);
            status.set("next", next == null ? status.nullNode() : next);
            next = status;
        }
        json.set("simulation", next);
        return json.put("simulation_id", simulation.id());
    }
}
