/**
 * Sellable stock: how many pieces of a SKU a channel may sell now, and why. Pure.
 *
 * <pre>
 * node    = on hand - held - reserved + on the way within the horizon - safety stock
 * pool    = the channel's nodes - orders no source's numbers contain yet - threshold, never below 0,
 *           + what a supplier always sends
 * channel = ring-fence + share of what is not ring-fenced, at most the cap
 * kit     = as many as the scarcest piece's channel number is enough for
 * </pre>
 *
 * <p>Example: 40 in the shop, 3 of them reserved and 1 damaged, safety stock 5 % (2 pieces): 34. 60 at the warehouse: 94. An
 * order of 4 came a minute ago: 90. Threshold 10: 80. A ring-fence of 2 for this channel, 60 % of the other 78: 2 + 46 = 48.
 *
 * <p>What is promised beyond a node's stock is missing in the pool; safety stock and held pieces take what is there at most. An
 * order is subtracted until the numbers contain it: those of the warehouse it was sent to, else the ERP's. For a moment it may
 * be counted twice, never not at all.
 *
 * <p>Channels that share a node have shares of 100 % at most together and their ring-fences are served in the rules' order, so
 * channels that sell from the same nodes never show more together than is there. A kit's number and its pieces' overlap: both
 * are shown from the same shelf, as shops do; an order of the kit is need of its pieces, which lowers both at once.
 */
package io.saddlebag.availability;
