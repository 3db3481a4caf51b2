package vectors

import (
	"fmt"
	"strings"
)

// form is about the compact serialization and the JSON inside, before any meaning.
func form() *File {
	f := caracalFile("The form of a token: three parts of canonical base64url, each JSON part one strict object (RFC 7515, 7519, 8259).")
	good := es1(mandate(nil))
	head, rest, _ := strings.Cut(good, ".")
	body, sig, _ := strings.Cut(rest, ".")
	f.accept("as issued", "the token that the others are made from", good)
	f.add("missing_token", "no token", "step 1", "")
	f.invalid("one part", "RFC 7515 section 7.1", head)
	f.invalid("two parts", "unsecured with its last dot cut off", head+"."+body)
	f.invalid("no signature", "RFC 7519 section 6 with a signing algorithm", head+"."+body+".")
	f.invalid("no header", "RFC 7515 section 7.1", "."+body+"."+sig)
	f.invalid("no payload", "detached content (RFC 7515 appendix F)", head+".."+sig)
	f.invalid("four parts", "RFC 7515 section 7.1", good+"."+sig)
	f.invalid("five parts", "the form of JWE (RFC 7516 section 3.1)", head+"."+body+"."+sig+"."+sig+"."+sig)
	f.invalid("JSON serialization, flattened", "RFC 7515 section 7.2", fmt.Sprintf(`{"protected":%q,"payload":%q,"signature":%q}`, head, body, sig))
	f.invalid("JSON serialization, general", "RFC 7515 section 7.2", fmt.Sprintf(`{"payload":%q,"signatures":[{"protected":%q,"signature":%q}]}`, body, head, sig))
	f.invalid("with the scheme before it", "the scheme is not part of the token", "Bearer "+good)

	for _, odd := range []struct{ name, s string }{
		{"blank", " "}, {"line feed", "\n"}, {"carriage return", "\r"}, {"tab", "\t"}, {"zero byte", "\x00"}, {"padding", "="}, {"plus", "+"}, {"dot-like rune", "․"},
	} {
		f.invalid(odd.name+" at the end", "base64url has none (RFC 7515 section 2)", good+odd.s)
		f.invalid(odd.name+" before the token", "base64url has none", odd.s+good)
		f.invalid(odd.name+" inside the payload", "base64url has none", head+"."+body[:8]+odd.s+body[8:]+"."+sig)
	}
	f.invalid("padding of the header", "RFC 7515 section 2: no padding", head+"==."+body+"."+sig)
	f.invalid("signature not canonical", "stray bits in the last character: one token, many spellings (RFC 4648 section 3.5)", good[:len(good)-1]+next(good[len(good)-1]))
	f.invalid("standard alphabet", "RFC 4648 section 4 is another encoding", head+"."+body+"."+strings.NewReplacer("-", "+", "_", "/").Replace(es1(mandate(claims{"sub": "user-2"}))[len(head)+len(body)+2:])+"+/")
	f.invalid("trailing bytes", "something after the signature", good+"AAAA")
	f.invalid("signature cut by one character", "RFC 7515 section 2", good[:len(good)-1])
	f.invalid("signature cut by a byte", "RFC 7518 section 3.4: r and s at full length", good[:len(good)-2])
	f.invalid("one MiB", "more than 16 KiB", good, pad(1<<20))
	f.invalid("just over 16 KiB", "more than 16 KiB", good, pad(16<<10-len(good)+1))
	f.accept("large, below 16 KiB", "a long claim is no fault", es1(mandate(claims{"note": strings.Repeat("n", 11000)})))
	f.json()
	return f
}

// json is about what the decoded parts hold. Every token here is signed as it is.
func (f *File) json() {
	whole := text(mandate(nil))
	body := whole[1 : len(whole)-1] // members without braces
	raw := func(name, why, payload string) { f.invalid(name, why, token(hdr(nil), payload, "ES256", k1())) }
	raw("payload a list", "RFC 7519 section 7.2: an object", "["+whole+"]")
	raw("payload a string", "RFC 7519 section 7.2: an object; also a nested token", `"`+es1(mandate(nil))+`"`)
	raw("payload a token", "nested without saying so", es1(mandate(nil)))
	raw("payload null", "RFC 7519 section 7.2: an object", "null")
	raw("payload blank", "no object", " ")
	raw("payload an empty object", "everything is missing", "{}")
	raw("payload two objects", "something after the object", whole+whole)
	raw("payload with trailing garbage", "something after the object", whole+"x")
	raw("payload cut", "no end", whole[:len(whole)-1])
	raw("payload with a trailing comma", "RFC 8259 section 4", "{"+body+",}")
	raw("payload with a comment", "RFC 8259 has none", "{"+body+"/* x */}")
	raw("payload with byte order mark", "RFC 8259 section 8.1", "\ufeff"+whole)
	raw("payload not UTF-8", "RFC 7519 section 7.2, RFC 3629", "{"+body+",\"n\":\"\xff\"}")
	raw("payload in overlong UTF-8", "RFC 3629 section 3", "{"+body+",\"n\":\"\xc0\xaf\"}")
	raw("payload with half a surrogate", "no character", "{"+body+`,"n":"\ud800"}`)
	raw("payload with a control character", "RFC 8259 section 7", "{"+body+",\"n\":\"a\x01\"}")
	raw("payload with a bad escape", "RFC 8259 section 7", "{"+body+`,"n":"\x41"}`)
	raw("payload with single quotes", "RFC 8259 section 7", "{"+body+",'n':1}")
	raw("payload with NaN", "RFC 8259 section 6", "{"+body+`,"n":NaN}`)
	raw("payload with a leading zero", "RFC 8259 section 6", "{"+body+`,"n":01}`)
	raw("payload with a plus", "RFC 8259 section 6", "{"+body+`,"n":+1}`)
	for _, name := range []string{"iss", "sub", "aud", "exp", "scope", "zone_id", "use", "sid", "delegation_chain"} {
		again := text(claims{name: mandate(nil)[name]})
		raw("duplicate "+name, "RFC 7519 section 4: readers differ about which one counts", "{"+body+","+again[1:])
	}
	raw("duplicate unknown claim", "RFC 7519 section 4", "{"+body+`,"n":1,"n":1}`)
	raw("duplicate sub by escape", "an escaped name is the same name", "{"+body+`,"s\u0075b":"user-1"}`)
	raw("duplicate in a nested object", "RFC 8259 section 4", "{"+body+`,"n":{"a":1,"a":1}}`)
	raw("duplicate in an object in a list", "RFC 8259 section 4", "{"+body+`,"n":[{"a":1,"a":1}]}`)
	raw("nested 33 deep", "more than 32", "{"+body+`,"n":`+strings.Repeat("[", 32)+strings.Repeat("]", 32)+"}")
	raw("nested 5000 deep", "more than 32", "{"+body+`,"n":`+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+"}")
	raw("10,000 claims", "more than 16 KiB", "{"+body+manyClaims(10000)+"}")
	accept := func(name, why, payload string) { f.accept(name, why, token(hdr(nil), payload, "ES256", k1())) }
	accept("nested 32 deep", "the bound itself", "{"+body+`,"n":`+strings.Repeat("[", 31)+strings.Repeat("]", 31)+"}")
	accept("500 claims", "many claims are no fault", "{"+body+manyClaims(500)+"}")
	accept("blanks between tokens", "RFC 8259 section 2", " {\n"+strings.ReplaceAll(body, `,"`, " ,\t\"")+"\r\n} ")
	accept("a claim name in other case", "names match with case: Exp is some other claim", "{"+body+`,"Exp":1,"AUD":"x"}`)
	accept("names by escape", "an escaped name is the same name", strings.Replace(whole, `"sub"`, `"s\u0075b"`, 1))
}

func manyClaims(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"c%d":1`, i)
	}
	return b.String()
}

// next returns the character after c in the alphabet of base64url: the last character of a signature of 64 bytes
// carries two bits that mean nothing, so this changes spelling alone.
func next(c byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[strings.IndexByte(alphabet, c)+1])
}
