package vectors

// rfc9068 is the profile of RFC 9068.
func rfc9068() *File {
	f := oauthFile("rfc9068", "JWT access tokens (RFC 9068): typ at+jwt, required claims, scope or scp.")
	at := func(typ any, changes claims) string {
		return token(hdr(claims{"typ": typ}), access(changes), "ES256", k1())
	}
	for _, typ := range []any{"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"} {
		f.accept("typ "+text(typ), "RFC 9068 section 4, RFC 7515 section 4.1.9", at(typ, nil))
	}
	for _, typ := range []any{drop, "JWT", "at", "at+jwt ", "text/at+jwt", "id_token+jwt", "dpop+jwt"} {
		f.invalid("typ "+text(typ), "RFC 9068 section 4", at(typ, nil))
	}
	f.invalid("an ID token", "OpenID Connect Core section 2: for the client, not for us", at("JWT", claims{"aud": "app-1", "nonce": "n", "client_id": drop, "scope": drop}))
	f.invalid("an ID token with our audience", "typ tells them apart", at("JWT", claims{"nonce": "n", "client_id": drop, "scope": drop}))
	for _, name := range []string{"iss", "exp", "aud", "sub", "client_id", "iat", "jti"} {
		for _, bad := range []any{drop, nil, claims{}} {
			f.invalid(name+" "+text(bad), "RFC 9068 section 2.2: required", at("at+jwt", claims{name: bad}))
		}
	}
	read := with(map[string]any{"required_scopes": []string{"read"}})
	f.accept("scp a string", "where there is no scope", at("at+jwt", claims{"scope": drop, "scp": "read write"}), read)
	f.accept("scp a list", "where there is no scope", at("at+jwt", claims{"scope": drop, "scp": []string{"read", "write"}}), read)
	f.add("insufficient_scope", "scp beside scope", "scope counts", at("at+jwt", claims{"scope": "write", "scp": "read"}), read)
	f.add("insufficient_scope", "scope empty beside scp", "scope counts", at("at+jwt", claims{"scope": "", "scp": "read"}), read)
	f.add("insufficient_scope", "neither scope nor scp", "nothing was granted", at("at+jwt", claims{"scope": drop}), read)
	for _, bad := range []any{[]any{1}, []any{"read write"}, []any{""}, 1, "read\twrite"} {
		f.invalid("scp "+text(bad), "scope tokens (RFC 6749 section 3.3)", at("at+jwt", claims{"scope": drop, "scp": bad}))
	}
	f.invalid("scope a list", "RFC 9068 section 2.2.3, RFC 8693 section 4.2: a string", at("at+jwt", claims{"scope": []string{"read"}}))
	f.invalid("sid a number", "an anchor of revocation", at("at+jwt", claims{"sid": 1}))
	for _, anchor := range []string{"018f7d6a-8f4a-7d9f-9a54-5e4fd7df0002", "session-9", "user-1"} {
		f.add("session_revoked", anchor+" revoked", "step 12: jti, sid and sub", at("at+jwt", claims{"sid": "session-9"}), revoked(anchor))
	}
	f.accept("client_id revoked", "not an anchor", at("at+jwt", nil), revoked("app-1"))
	f.accept("Caracal claims of wrong types", "they mean nothing in this profile", at("at+jwt", claims{"zone_id": 1, "hop_count": "x", "target": "x"}))
	f.accept("a Caracal mandate sent as access token", "the profile alone decides", token(hdr(claims{"typ": "at+jwt"}), mandate(nil), "ES256", k1()))
	return f
}

// plainJWT is the opt-in for servers that send no typ.
func plainJWT() *File {
	f := oauthFile("jwt", "Plain JWT, the explicit opt-in: RFC 9068 without typ, client_id and jti.")
	for _, typ := range []any{drop, "JWT", "at+jwt"} {
		f.accept("typ "+text(typ), "opt-in", token(hdr(claims{"typ": typ}), access(claims{"client_id": drop, "jti": drop}), "ES256", k1()))
	}
	f.invalid("typ dpop+jwt", "another kind of JWT", token(hdr(claims{"typ": "dpop+jwt"}), access(nil), "ES256", k1()))
	for _, name := range []string{"iss", "exp", "aud", "sub", "iat"} {
		f.invalid(name+" missing", "required all the same", es1(access(claims{name: drop})))
	}
	for _, name := range []string{"client_id", "jti", "sid"} {
		f.invalid(name+" a number", "optional, but a string", es1(access(claims{name: 1})))
	}
	return f
}
