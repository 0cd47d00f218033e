package io.saddlebag.sandbox.woocommerce;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves stock with an order's status and lines, without ever checking it: an order may take more than there is (facts
 * 10, 11). Returns the products it touched.
 */
final class StockKeeper {

    private final StoreState state;

    StockKeeper(StoreState state) {
        this.state = state;
    }

    List<Product> follow(Order order) {
        if (OrderStatus.TAKE_STOCK.contains(order.status) && !order.stockReduced) {
            order.stockReduced = true;
            return take(order);
        }
        if (OrderStatus.GIVE_STOCK_BACK.contains(order.status) && order.stockReduced) {
            order.stockReduced = false;
            return giveBack(order);
        }
        return OrderStatus.TAKE_STOCK.contains(order.status) ? take(order) : List.of();
    }

    private List<Product> take(Order order) {
        List<Product> touched = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        for (Order.Line line : order.lines) {
            int more = line.quantity - line.restocked - line.reduced;
            if (more == 0 || line.product.isEmpty()) {
                continue;
            }
            line.product.get().sold += more;
            Product product = state.keeper(line.product.get());
            if (!product.manageStock) {
                continue;
            }
            note.append(note.isEmpty() ? "Stock levels reduced: " : ", ")
                    .append(line.name)
                    .append(" (")
                    .append(product.stock)
                    .append("&rarr;")
                    .append(product.stock - more)
                    .append(')');
            line.reduced += more;
            line.meta.put(state::nextMeta, "_reduced_stock", Integer.toString(line.reduced));
            move(product, -more);
            touched.add(product);
        }
        if (!note.isEmpty()) {
            note(order, note.toString());
        }
        return touched;
    }

    /** A line that leaves an order gives back what it took. */
    List<Product> drop(Order.Line line) {
        if (line.reduced == 0 || line.product.isEmpty()) {
            return List.of();
        }
        Product product = state.keeper(line.product.get());
        move(product, line.reduced);
        line.reduced = 0;
        return List.of(product);
    }

    List<Product> restock(Order.Line line, int quantity) {
        if (quantity == 0 || line.product.isEmpty() || !state.keeper(line.product.get()).manageStock) {
            return List.of();
        }
        Product product = state.keeper(line.product.get());
        line.reduced -= quantity;
        line.restocked += quantity;
        line.meta.put(state::nextMeta, "_reduced_stock", Integer.toString(line.reduced));
        line.meta.put(state::nextMeta, "_restock_refunded_items", Integer.toString(line.restocked));
        move(product, quantity);
        return List.of(product);
    }

    private List<Product> giveBack(Order order) {
        List<Product> touched = new ArrayList<>();
        for (Order.Line line : order.lines) {
            if (line.reduced != 0 && line.product.isPresent()) {
                Product product = state.keeper(line.product.get());
                move(product, line.reduced);
                line.product.get().sold -= line.reduced;
                line.reduced = 0;
                line.meta.remove("_reduced_stock");
                touched.add(product);
            }
        }
        return touched;
    }

    private void move(Product product, int by) {
        product.stock += by;
        product.modified = state.clock().now();
    }

    void note(Order order, String text) {
        order.notes.add(new Order.Note(
                state.nextNote(), "WooCommerce", text, false, state.clock().now()));
    }
}
