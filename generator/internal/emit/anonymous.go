package emit

const aliasComment = "Structs that have no name where they are declared."

// declareAliases declares the names of anonymous structs, in the order of their first use.
func (e *emitter) declareAliases() {
	if len(e.aliasDefs) == 0 {
		return
	}
	e.comment(aliasComment)
	e.file.Type().Defs(e.aliasDefs...).Line()
}
