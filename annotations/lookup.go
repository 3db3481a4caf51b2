package annotations

// VerbNamed finds a verb in the vocabulary.
func VerbNamed(name string) (Verb, bool) {
	for _, v := range verbs {
		if v.Name == name {
			return v, true
		}
	}
	return Verb{}, false
}

// Verbs returns the vocabulary of directives in the order in which people should learn it.
func Verbs() []Verb { return verbs }

// AuthTerms returns the built-in terms of auth=.
func AuthTerms() []AuthTerm { return authTerms }

// AuthTermNamed finds a built-in term.
func AuthTermNamed(name string) (AuthTerm, bool) {
	for _, t := range authTerms {
		if t.Name == name {
			return t, true
		}
	}
	return AuthTerm{}, false
}

func verbNames() []string {
	var names []string
	for _, v := range verbs {
		names = append(names, v.Name)
	}
	return names
}
