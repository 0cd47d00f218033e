package io.saddlebag.sandbox.shipbob;

/** Detail of a shipment's status: id, name and description of the vendor's page "Status Reference". */
public enum ShipmentDetail {
    /** Nothing to add: waiting to be picked, or cancelled. */
    NONE(0, "", "", ShipmentStatus.PROCESSING),
    /** Picked; from here on it cannot be cancelled. */
    PICKED(100, "Picked", "Picking Completed", ShipmentStatus.PROCESSING),
    /** Packed. */
    PACKED(101, "Packed", "Packing Completed", ShipmentStatus.PROCESSING),
    /** Labelled. */
    LABELED(102, "Labeled", "Label Generated", ShipmentStatus.LABELED_CREATED),
    /** Waiting for the carrier. */
    AWAITING_CARRIER(200, "Processing", "Waiting For Carrier Pickup", ShipmentStatus.COMPLETED),
    /** On its way. */
    IN_TRANSIT(201, "InTransit", "Shipment In Transit", ShipmentStatus.COMPLETED),
    /** In the van. */
    OUT_FOR_DELIVERY(202, "OutForDelivery", "Shipment Out For Delivery", ShipmentStatus.COMPLETED),
    /** Delivered. */
    DELIVERED(203, "Delivered", "Shipment Delivered", ShipmentStatus.COMPLETED),
    /** The carrier could not deliver. */
    DELIVERY_EXCEPTION(204, "DeliveryException", "OrderTracking contains CatchAll date", ShipmentStatus.COMPLETED),
    /** A product is switched off. */
    INACTIVE_SKU(302, "InactiveSku", "Shipment Contains an inactive sku", ShipmentStatus.EXCEPTION),
    /** Not enough stock. */
    OUT_OF_STOCK(303, "OutOfStock", "No Stock On Hand For Sku", ShipmentStatus.EXCEPTION),
    /** A product ShipBob never received. */
    UNKNOWN_SKU(304, "UnknownSku", "No Sku History (if there are no reasons)", ShipmentStatus.EXCEPTION),
    /** The merchant's payment failed. */
    PAYMENT_DECLINED(400, "PaymentDeclined", "Payment Failure", ShipmentStatus.ON_HOLD),
    /** The address cannot be delivered to. */
    INVALID_ADDRESS(401, "InvalidAddress", "Invalid Address", ShipmentStatus.ON_HOLD),
    /** Waiting for a date. */
    RESERVE_DATE_NOT_MET(402, "ReserveDateNotMet", "Wait For Pick Date", ShipmentStatus.ON_HOLD),
    /** Customs information is missing; spelt as the vendor spells it. */
    MISSING_TARIFF(404, "MissingTarriffInformation", "Missing Customs Info", ShipmentStatus.ON_HOLD);

    private final int id;
    private final String wire;
    private final String description;
    private final ShipmentStatus status;

    ShipmentDetail(int id, String wire, String description, ShipmentStatus status) {
        this.id = id;
        this.wire = wire;
        this.description = description;
        this.status = status;
    }

    /** ShipBob's number. */
    public int id() {
        return id;
    }

    /** ShipBob's name. */
    public String wire() {
        return wire;
    }

    /** ShipBob's description. */
    public String description() {
        return description;
    }

    /** The shipment status it belongs to. */
    public ShipmentStatus status() {
        return status;
    }
}
