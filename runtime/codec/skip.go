package codec

// skip reads a value of any type and forgets it. It checks the syntax, and nothing else.
func (d *Decoder) skip() {
	switch c := d.peek(); {
	case c == '{':
		if d.push() {
			d.skipObject()
			d.pop()
		}
	case c == '[':
		if d.push() {
			d.skipArray()
			d.pop()
		}
	case c == '"':
		if body, escaped, ok := d.scanString(); ok && escaped {
			d.unescape(body)
		}
	case c == 't':
		d.literal("true")
	case c == 'f':
		d.literal("false")
	case c == 'n':
		d.literal("null")
	case c == '-', c >= '0' && c <= '9':
		d.scanNumber()
	default:
		d.syntax("a value")
	}
}

func (d *Decoder) skipObject() {
	var seen map[string]bool
	for first := true; d.member(first); first = false {
		text, ok := d.text()
		if !ok || !d.colon() {
			d.stop()
			return
		}
		if d.strict {
			name := string(text)
			d.path[len(d.path)-1] = step{kind: stepName, name: name}
			if seen[name] {
				d.problem("is given more than once, want it once")
			}
			if seen == nil {
				seen = map[string]bool{}
			}
			seen[name] = true
		}
		d.skip()
	}
}

func (d *Decoder) skipArray() {
	for i := 0; d.element(i == 0); i++ {
		d.path[len(d.path)-1] = step{kind: stepIndex, index: i}
		d.skip()
	}
}

// member goes to the next member of an open object and reports whether there is one: its name follows, a string.
func (d *Decoder) member(first bool) bool {
	if !d.separator('}', first) {
		return false
	}
	if d.peek() != '"' {
		d.syntax("a member name")
		return false
	}
	return true
}

// element goes to the next element of an open array and reports whether there is one.
func (d *Decoder) element(first bool) bool { return d.separator(']', first) }

// separator reads the comma before a member or element, or the closing bracket. After the last one it returns false.
func (d *Decoder) separator(closing byte, first bool) bool {
	c := d.peek()
	switch {
	case d.dead:
		return false
	case c == closing:
		d.pos++
		return false
	case first:
		return true
	case c == ',':
		d.pos++
		return true
	}
	d.syntax(`"," or "` + string(rune(closing)) + `"`)
	return false
}

// colon reads the colon after a name.
func (d *Decoder) colon() bool {
	if d.peek() != ':' {
		d.syntax(`":"`)
		return false
	}
	d.pos++
	return true
}

// mistyped notes that the current value is not what was wanted, and skips it.
func (d *Decoder) mistyped(want string) {
	d.space()
	got := d.kind()
	switch got {
	case "":
		d.syntax("a value")
		return
	case "null":
		d.problem("is null, want " + want)
	default:
		d.problem("is " + got + ", want " + want)
	}
	d.skip()
}
