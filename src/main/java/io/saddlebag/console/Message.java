package io.saddlebag.console;

import io.saddlebag.access.Permission;

/** A page that says why there is nothing else on it. */
public record Message(String heading, String words, String advice) {

    static Message forbidden(Permission permission) {
        return new Message(
                "This is not for your role",
                "It needs the permission '" + permission.word() + "'.",
                "Whoever manages access can give you a role that has it.");
    }

    static Message passwordElsewhere() {
        return new Message(
                "Your password is not kept here",
                "You signed in with another server, which keeps your password and says what you may do here.",
                "What it says is asked at each sign-in: sign out and in again after a change.");
    }

    static Message outdated() {
        return new Message(
                "Nothing was done",
                "The form did not carry the secret of your session; it may be from before you signed in.",
                "Open the page again and repeat it.");
    }
}
