package vectors

import "strings"

// header is about what the header may say.
func header() *File {
	f := caracalFile("The header: algorithm by exact name from the allow-list, nothing that brings its own key or changes what was signed (RFC 8725).")
	h := func(name, why string, changes claims) {
		f.invalid(name, why, token(hdr(changes), mandate(nil), "ES256", k1()))
	}
	for _, none := range []string{"none", "None", "NONE", "nOnE", "none ", " none", "", "null"} {
		h("alg "+quoted(none)+", with a signature", "RFC 8725 section 2.1", claims{"alg": none})
		unsigned := token(hdr(claims{"alg": none}), mandate(nil), "ES256", k1())
		f.invalid("alg "+quoted(none)+", empty signature", "RFC 8725 section 2.1", unsigned[:strings.LastIndexByte(unsigned, '.')+1])
	}
	for _, odd := range []string{"es256", "ES256 ", "ES256\u0000", "E\u0405256", "ES256K", "HS256", "RS256", "ES512", "EdDSA", "RSA-OAEP", "dir"} {
		h("alg "+quoted(odd), "not the algorithm that a zone signs with", claims{"alg": odd})
	}
	h("alg missing", "RFC 7515 section 4.1.1", claims{"alg": drop})
	h("alg null", "RFC 7515 section 4.1.1", claims{"alg": nil})
	h("alg a list", "RFC 7515 section 4.1.1", claims{"alg": []string{"ES256"}})
	h("alg in other case as a member", "names match with case: this header has no alg", claims{"alg": drop, "ALG": "ES256"})
	x, y := jwkOf(k1(), nil)["x"].(string), jwkOf(k1(), nil)["y"].(string)
	public := append(append([]byte{4}, unb64(x)...), unb64(y)...)
	f.invalid("HS256 with the public key as secret", "RFC 8725 section 2.1", token(hdr(claims{"alg": "HS256"}), mandate(nil), "HS256", public))
	f.invalid("HS256 with the public key's JWK as secret", "RFC 8725 section 2.1", token(hdr(claims{"alg": "HS256"}), mandate(nil), "HS256", []byte(text(keySets()["one"].(jwk)["keys"].([]jwk)[0]))))
	f.invalid("HS256 with an empty secret", "RFC 8725 section 2.1", token(hdr(claims{"alg": "HS256"}), mandate(nil), "HS256", []byte{}))

	own := jwkOf(other(), jwk{"kid": "k1"})
	attack := func(name, why string, changes claims) {
		f.invalid(name, why, token(hdr(changes), mandate(nil), "ES256", other()))
	}
	attack("jwk with the attacker's key", "RFC 8725 section 3.10", claims{"jwk": own})
	attack("jku of the attacker", "RFC 8725 section 3.10", claims{"jku": "https://attacker.example/keys"})
	attack("x5u of the attacker", "RFC 8725 section 3.10", claims{"x5u": "https://attacker.example/cert"})
	attack("x5c of the attacker", "RFC 8725 section 3.10", claims{"x5c": []string{"AAAA"}})
	h("jwk beside a good signature", "a bearer token brings no key", claims{"jwk": own})
	h("jku beside a good signature", "a bearer token brings no key", claims{"jku": issuer + "/keys"})
	h("x5u beside a good signature", "a bearer token brings no key", claims{"x5u": issuer + "/cert"})
	h("crit with b64", "RFC 7515 section 4.1.11: not understood", claims{"crit": []string{"b64"}, "b64": false})
	h("crit with an unknown name", "RFC 7515 section 4.1.11", claims{"crit": []string{"x"}, "x": 1})
	h("crit with a registered name", "RFC 7515 section 4.1.11: must not be listed", claims{"crit": []string{"alg"}})
	h("crit empty", "RFC 7515 section 4.1.11: must not be empty", claims{"crit": []string{}})
	h("b64 false", "RFC 7797 section 3: not without crit", claims{"b64": false})
	h("zip", "nothing is compressed in JWS", claims{"zip": "DEF"})
	h("enc", "the header of JWE", claims{"enc": "A256GCM"})
	h("cty JWT", "a nested token (RFC 7519 section 5.2)", claims{"cty": "JWT"})

	for _, kid := range []string{"k2", "K1", "k1 ", "../../k1", "/dev/null", "k1' OR '1'='1", "k1\u0000", "https://attacker.example/k1", "${jndi:ldap://x}", strings.Repeat("k", 4000)} {
		h("kid "+quoted(kid[:min(len(kid), 20)]), "no key of this name", claims{"kid": kid})
	}
	h("kid empty", "RFC 7515 section 4.1.4: no name", claims{"kid": ""})
	h("kid a number", "RFC 7515 section 4.1.4: a string", claims{"kid": 1})
	h("kid a list", "RFC 7515 section 4.1.4: a string", claims{"kid": []string{"k1"}})
	h("kid null", "RFC 7515 section 4.1.4: a string", claims{"kid": nil})
	for _, typ := range []string{"dpop+jwt", "logout+jwt", "secevent+jwt", "token-introspection+jwt", "JWE", "application/", "JWT+x"} {
		h("typ "+typ, "another kind of JWT (RFC 8725 section 3.11)", claims{"typ": typ})
	}
	h("typ a number", "RFC 7515 section 4.1.9: a string", claims{"typ": 1})
	for _, typ := range []any{"jwt", "application/jwt", "at+jwt", drop} {
		f.accept("typ "+text(typ), "what access tokens carry", token(hdr(claims{"typ": typ}), mandate(nil), "ES256", k1()))
	}
	f.accept("unknown header member", "RFC 7515 section 4: ignored unless critical", token(hdr(claims{"x5t#S256": "AAAA", "x": 1}), mandate(nil), "ES256", k1()))
	raw := func(name, why, header string) { f.invalid(name, why, token(header, mandate(nil), "ES256", k1())) }
	raw("header with duplicate alg", "readers differ about which one counts", `{"alg":"none","alg":"ES256","kid":"k1"}`)
	raw("header with duplicate kid", "readers differ about which one counts", `{"alg":"ES256","kid":"k2","kid":"k1"}`)
	raw("header with duplicate kid by escape", "an escaped name is the same name", `{"alg":"ES256","kid":"k2","k\u0069d":"k1"}`)
	raw("header with duplicate unknown member", "RFC 7515 section 4", `{"alg":"ES256","kid":"k1","x":1,"x":1}`)
	raw("header a list", "RFC 7515 section 4: an object", `["ES256"]`)
	raw("header with trailing bytes", "something after the object", `{"alg":"ES256","kid":"k1"}{}`)
	raw("header not UTF-8", "RFC 7515 section 4", "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x\":\"\xff\"}")
	raw("header nested 33 deep", "more than 32", `{"alg":"ES256","kid":"k1","x":`+strings.Repeat("[", 32)+strings.Repeat("]", 32)+`}`)
	return f
}
