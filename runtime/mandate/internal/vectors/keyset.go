package vectors

// keySelection is about which key of the set may vouch for a token.
func keySelection() *File {
	f := caracalFile("Choosing a key: kty, crv, size, alg, use and key_ops must agree and kid be equal; without kid exactly one key must fit (RFC 7517).")
	good := es1(mandate(nil))
	anonymous := token(hdr(claims{"kid": drop}), mandate(nil), "ES256", k1())
	f.accept("named key among two", "RFC 7515 section 4.1.4", good, keys("two"))
	f.accept("two keys of one kid", "RFC 7517 section 4.5: both are tried", good, keys("two of one kid"))
	f.accept("two keys of one kid, the first", "RFC 7517 section 4.5: both are tried", token(hdr(nil), mandate(nil), "ES256", k2()), keys("two of one kid"))
	f.invalid("two keys of one kid, neither", "not a signature", token(hdr(nil), mandate(nil), "ES256", other()), keys("two of one kid"))
	f.accept("no kid, one key", "exactly one fits", anonymous)
	f.accept("no kid, one key fits of two", "the other is of another type", anonymous, keys("fitting and unfitting"))
	f.accept("no kid, one key without kid", "exactly one fits", anonymous, keys("one without kid"))
	f.invalid("no kid, two keys fit", "which one is not said", anonymous, keys("two"))
	f.invalid("kid, but the key has none", "equal means equal", good, keys("one without kid"))
	f.invalid("key for encryption", "RFC 7517 section 4.2", good, keys("for encryption"), expect("temporarily_unavailable"))
	f.invalid("key for signing only", "RFC 7517 section 4.3", good, keys("for signing only"), expect("temporarily_unavailable"))
	f.accept("key for verifying", "RFC 7517 section 4.3", good, keys("for verifying"))
	f.invalid("key for another algorithm", "RFC 7517 section 4.4", good, keys("for another algorithm"), expect("temporarily_unavailable"))
	f.invalid("key for no known algorithm", "RFC 7517 section 4.4", good, keys("for no known algorithm"), expect("temporarily_unavailable"))
	f.invalid("private key published", "whoever reads it can sign: it vouches for nothing", good, keys("private"), expect("temporarily_unavailable"))
	f.invalid("symmetric key published", "RFC 8725 section 2.1", token(hdr(claims{"alg": "HS256"}), mandate(nil), "HS256", stream("secret", 32)), keys("symmetric"))
	f.invalid("point not on the curve", "an invalid key", good, keys("point not on curve"), expect("temporarily_unavailable"))
	f.invalid("empty key set", "nothing can be decided", good, keys("empty"), expect("temporarily_unavailable"))
	f.accept("unknown kinds beside", "RFC 7517 section 5: ignored", good, keys("unknown kinds beside"))
	f.invalid("keys of another zone", "a zone signs with its own keys", token(hdr(claims{"kid": "zone-2-key"}), mandate(claims{"zone_id": "zone-2"}), "ES256", other()))
	f.invalid("keys of another zone under our kid", "a zone signs with its own keys", token(hdr(nil), mandate(claims{"zone_id": "zone-2"}), "ES256", other()))
	return f
}

func expect(code string) option { return func(v *Vector) { v.Expect = code } }
