package io.saddlebag.access;

import static io.saddlebag.access.Permission.ASK_CHECKS;
import static io.saddlebag.access.Permission.BACKFILL;
import static io.saddlebag.access.Permission.DECIDE_PRICES;
import static io.saddlebag.access.Permission.EDIT_PARKED;
import static io.saddlebag.access.Permission.ERASE_CUSTOMERS;
import static io.saddlebag.access.Permission.HANDLE_ALERTS;
import static io.saddlebag.access.Permission.MANAGE_ACCESS;
import static io.saddlebag.access.Permission.PAUSE_PARTNERS;
import static io.saddlebag.access.Permission.PUBLISH;
import static io.saddlebag.access.Permission.RECONCILE;
import static io.saddlebag.access.Permission.REPLAY_PARKED;
import static io.saddlebag.access.Permission.SEE_ALERTS;
import static io.saddlebag.access.Permission.SEE_AUDIT;
import static io.saddlebag.access.Permission.SEE_FIGURES;
import static io.saddlebag.access.Permission.SEE_FINANCE;
import static io.saddlebag.access.Permission.SEE_FULFILMENT;
import static io.saddlebag.access.Permission.SEE_OPERATIONS;
import static io.saddlebag.access.Permission.SEE_ORDERS;
import static io.saddlebag.access.Permission.SEE_PARKED;
import static io.saddlebag.access.Permission.SEE_PERSONAL_DATA;
import static io.saddlebag.access.Permission.SEE_STOCK_AND_PRICES;
import static io.saddlebag.access.Permission.USE_HAWTIO;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person is here for. A person may have several. */
public enum Role {
    /** Keeps the daemon and its connections running. */
    IT_OPERATIONS(
            EnumSet.of(
                    SEE_ORDERS,
                    SEE_OPERATIONS,
                    SEE_FULFILMENT,
                    SEE_STOCK_AND_PRICES,
                    SEE_PARKED,
                    SEE_ALERTS,
                    SEE_FIGURES,
                    SEE_AUDIT),
            EnumSet.of(
                    EDIT_PARKED,
                    REPLAY_PARKED,
                    RECONCILE,
                    BACKFILL,
                    PUBLISH,
                    PAUSE_PARTNERS,
                    HANDLE_ALERTS,
                    ASK_CHECKS,
                    USE_HAWTIO)),
    /** Has the goods leave in time. */
    FULFILMENT(
            EnumSet.of(
                    SEE_ORDERS,
                    SEE_PERSONAL_DATA,
                    SEE_FULFILMENT,
                    SEE_STOCK_AND_PRICES,
                    SEE_PARKED,
                    SEE_ALERTS,
                    SEE_FIGURES),
            EnumSet.of(EDIT_PARKED, REPLAY_PARKED, HANDLE_ALERTS)),
    /** Has the books agree. */
    FINANCE(
            EnumSet.of(
                    SEE_ORDERS,
                    SEE_PERSONAL_DATA,
                    SEE_FINANCE,
                    SEE_STOCK_AND_PRICES,
                    SEE_PARKED,
                    SEE_ALERTS,
                    SEE_FIGURES,
                    SEE_AUDIT),
            EnumSet.of(REPLAY_PARKED, DECIDE_PRICES, RECONCILE, HANDLE_ALERTS)),
    /** Tells customers where their order is. */
    SUPPORT(EnumSet.of(SEE_ORDERS, SEE_PERSONAL_DATA, SEE_FULFILMENT), EnumSet.noneOf(Permission.class)),
    /** Decides who may do what and erases customers; sees everything, and does nothing with orders. */
    ADMIN(
            EnumSet.of(
                    SEE_ORDERS,
                    SEE_PERSONAL_DATA,
                    SEE_OPERATIONS,
                    SEE_FULFILMENT,
                    SEE_FINANCE,
                    SEE_STOCK_AND_PRICES,
                    SEE_PARKED,
                    SEE_ALERTS,
                    SEE_FIGURES,
                    SEE_AUDIT),
            EnumSet.of(USE_HAWTIO, MANAGE_ACCESS, ERASE_CUSTOMERS));

    private final Set<Permission> permissions;

    Role(Set<Permission> sees, Set<Permission> does) {
        Set<Permission> all = EnumSet.copyOf(sees);
        all.addAll(does);
        this.permissions = Set.copyOf(all);
    }

    /** What it may see and do. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** The word in files and on the command line: {@code it-operations}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role a word means. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }
}
