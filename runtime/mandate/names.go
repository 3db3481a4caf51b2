package mandate

// names finds duplicate member names: linear while few, so that ordinary objects cost no allocation, and a map beyond,
// so that an object of thousands does not cost their square.
type names struct {
	few  [12]string
	n    int
	many map[string]struct{}
}

// add reports whether name was not there yet.
func (n *names) add(name string) bool {
	if n.many != nil {
		_, dup := n.many[name]
		n.many[name] = struct{}{}
		return !dup
	}
	for _, other := range n.few[:n.n] {
		if other == name {
			return false
		}
	}
	if n.n < len(n.few) {
		n.few[n.n] = name
		n.n++
		return true
	}
	n.many = make(map[string]struct{}, 4*len(n.few))
	for _, other := range n.few {
		n.many[other] = struct{}{}
	}
	n.many[name] = struct{}{}
	return true
}
