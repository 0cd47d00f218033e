package io.saddlebag.delivery;

/**
 * HTTP to one partner. One call is one request on the wire: nothing is repeated below this line (facts: camel 7), no
 * redirect is followed, credentials are added under the hood and never part of a request, an exchange or a log.
 *
 * <p>Implementations measure latency and count answers per partner and operation.
 */
public interface PartnerHttp {

    /**
     * Sends one request and reads the whole answer.
     *
     * @return what happened on the wire; this method does not throw for anything a partner does
     * @throws DeliveryFailure.Paused if the partner is paused and nothing was sent
     */
    HttpResult send(HttpCall call);

    /**
     * Told by the connector what the answer to a call means: the pace follows it. Only the connector can tell a business
     * refusal from an outage; many partners answer 200, or 500, to both.
     */
    default void judged(Outcome<?> outcome) {}
}
