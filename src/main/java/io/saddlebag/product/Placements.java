package io.saddlebag.product;

import io.saddlebag.ledger.Products.State;
import io.saddlebag.product.Product.Variant;
import java.util.List;
import java.util.Optional;

/** Items that are for sale: gathers what a store has of one, its category and its picture, and has it shown. */
final class Placements {

    private final ProductRules.OfStore rules;
    private final Shelf shelf;
    private final SkuSearch search;
    private final Pictures pictures;
    private final Contents contents;
    private final StoreAnswers answers;
    private final SimpleProducts simple;
    private final VariableProducts variable;

    Placements(
            ProductRules.OfStore rules,
            Shelf shelf,
            SkuSearch search,
            Pictures pictures,
            Contents contents,
            StoreAnswers answers,
            SimpleProducts simple,
            VariableProducts variable) {
        this.rules = rules;
        this.shelf = shelf;
        this.search = search;
        this.pictures = pictures;
        this.contents = contents;
        this.answers = answers;
        this.simple = simple;
        this.variable = variable;
    }

    Standing show(Product product, List<Variant> named, List<Variant> active) throws Trouble {
        FoundItems items = search.known(named.stream().map(Variant::sku).toList());
        if (!items.missing(active).isEmpty()) {
            search.lookUp(items.missing(active), items);
        }
        List<String> missing = items.missing(active);
        if (!missing.isEmpty() && !rules.creates()) {
            return Standing.of(State.LEFT_OUT, "the store does not have " + String.join(", ", missing));
        }
        Optional<Trouble> blurred = Optional.empty();
        Optional<String> picture = Optional.empty();
        if (contents.needsPicture(missing.isEmpty())) {
            try {
                picture = pictures.of(product, contents.wereRefused(items.all()));
            } catch (Trouble trouble) {
                blurred = Optional.of(trouble);
            }
        }
        Placing placing = new Placing(product, named, active, items, category(product), picture, blurred);
        return active.size() > 1 || items.hasVariations() ? variable.show(placing) : simple.show(placing);
    }

    private Optional<String> category(Product product) throws Trouble {
        return product.category().isEmpty()
                ? Optional.empty()
                : Optional.of(answers.value("find-category", shelf.category(product.category())));
    }
}
