/** People who sign in elsewhere: what an OpenID Connect provider says of them becomes a user with roles. */
package io.saddlebag.access.openid;
