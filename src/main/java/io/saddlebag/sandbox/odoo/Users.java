package io.saddlebag.sandbox.odoo;

import java.util.Optional;

/** The two users with an API key: the bot, and a limited one without sales rights. */
final class Users {

    private final OdooOptions options;
    private final int bot;

    Users(OdooOptions options) {
        this.options = options;
        this.bot = Seed.botUid(options.version());
    }

    Optional<Integer> byKey(String key) {
        if (key.equals(options.apiKey())) {
            return Optional.of(bot);
        }
        return key.equals(options.limitedApiKey()) ? Optional.of(bot + 1) : Optional.empty();
    }

    Optional<Integer> byLogin(String login, String key) {
        return byKey(key).filter(uid -> login.equals(uid == bot ? options.login() : Seed.LIMITED_LOGIN));
    }

    void checkDatabase(String database) {
        if (!database.equals(options.database())) {
            throw OdooError.noDatabase(database);
        }
    }
}
