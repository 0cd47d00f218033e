/**
 * A stateful stand-in of one WooCommerce 10.5 store over real HTTP: REST v3, the Store API's way of placing orders, and
 * webhooks. Every behaviour follows exchanges captured from a running WooCommerce 10.5.2 (fixtures {@code woocommerce/}).
 */
package io.saddlebag.sandbox.woocommerce;
