package io.saddlebag.console;

import io.saddlebag.alert.AlertDesk;
import io.saddlebag.pace.PartnerGates;
import io.saddlebag.recovery.ParkedDesk;
import java.time.Clock;

/**
 * Where people who keep the daemon running decide.
 *
 * @param perSecond the usual pace at which many messages are sent again
 */
public record OperationsDesks(
        ParkedDesk parked, double perSecond, PartnerGates gates, AlertDesk alerts, Machinery machinery, Clock clock) {}
