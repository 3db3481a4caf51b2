package mandate

// candidates calls try with the keys that a token with this header may have been signed with until try returns true,
// and returns that key.
//
// With a kid, those are the fitting keys of that kid, several if the issuer reused it. Without, there must be exactly
// one fitting key: trying all of them would let any key vouch for any token.
func (s *keySet) candidates(h header, try func(*key) bool) (verified *key, refusal *Error) {
	var only *key
	for _, k := range s.keys {
		if !k.fits.has(h.algorithm) || h.kid != "" && k.id != h.kid {
			continue
		}
		if h.kid == "" && only != nil {
			return nil, refuseAmbiguous
		}
		only = k
		if h.kid != "" && try(k) {
			return k, nil
		}
	}
	switch {
	case only == nil:
		return nil, refuseKey
	case h.kid == "" && try(only):
		return only, nil
	}
	return nil, refuseSignature
}

// adopt returns keys with every key that s already holds replaced by that one, so that what was verified with it stays
// verified, and a function that retires the keys of s that are gone. A key that is published twice is taken once: a
// second copy would be out of reach of retire.
func (s *keySet) adopt(keys []*key) (merged []*key, retire func()) {
	gone := map[keyIdentity]*key{}
	if s != nil {
		for _, k := range s.keys {
			gone[k.keyIdentity] = k
		}
	}
	taken := map[keyIdentity]bool{}
	for _, k := range keys {
		if taken[k.keyIdentity] {
			continue
		}
		taken[k.keyIdentity] = true
		if old, ok := gone[k.keyIdentity]; ok {
			k = old
			delete(gone, k.keyIdentity)
		}
		merged = append(merged, k)
	}
	return merged, func() {
		for _, k := range gone {
			k.retired.Store(true)
		}
	}
}
