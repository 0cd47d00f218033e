package io.saddlebag.stock;

import java.time.Instant;

/**
 * Who is told that an ERP's warehouse has another stock than the place it mirrors: a person, or a partner that takes counts.
 * ShipBob takes none (published description of 2026-01).
 */
public interface MirrorDifferences {

    /** They differ, and have differed by the same for a while; told again at each look. */
    void differs(Mirror mirror, String sku, long there, long mirrored, Instant at);

    /** They agree, whether or not they ever differed. */
    void agrees(Mirror mirror, String sku);

    /**
     * A place and the ERP's warehouse that mirrors it.
     *
     * @param source full name of the warehouse's partner
     * @param location the partner's code of the place
     * @param target full name of the ERP
     * @param place the ERP's code of its warehouse
     */
    record Mirror(String source, String location, String target, String place) {}
}
