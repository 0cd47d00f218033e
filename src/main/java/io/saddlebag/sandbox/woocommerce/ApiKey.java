package io.saddlebag.sandbox.woocommerce;

/**
 * One REST key of the shop.
 *
 * @param key consumer key, {@code ck_...}
 * @param secret consumer secret, {@code cs_...}
 * @param permission what the key may do
 * @param shopRights whether the key's user may manage the shop; without it every answer is 403 (01-auth/customer-role-key)
 */
public record ApiKey(String key, String secret, Permission permission, boolean shopRights) {

    /** What a key may do; the wrong direction is 401 (01-auth/read-only-key-posts, write-only-key-gets). */
    public enum Permission {
        READ,
        WRITE,
        READ_WRITE
    }

    /** Neither part may be empty. */
    public ApiKey {
        if (key.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("a REST key needs a key and a secret");
        }
    }

    /** The names are enough for a person; the secret stays out of logs. */
    @Override
    public String toString() {
        return "ApiKey[" + key + ", " + permission + "]";
    }
}
