package load

// aim says for which packages all that follows is.
func (e *environment) aim(roots []*root) {
	for _, r := range roots {
		e.roots = append(e.roots, r.listed.Path)
		for _, f := range r.pkg.Files {
			for _, spec := range f.Imports {
				if path := importPath(spec); path != "C" && stubs[path] == "" {
					e.direct = append(e.direct, path)
				}
			}
		}
	}
}

// locate finds the directories of import paths. The go command runs at most twice for all that is ever asked here: what
// modules the first run finds tells of their other packages, too, and the second run is for all that is imported anywhere.
func (e *environment) locate(paths []string) {
	ask := e.unknown(paths)
	if len(ask) == 0 {
		return
	}
	if e.asked {
		e.locateAll()
		return
	}
	e.asked = true
	out, _ := goList(e.cfg, append(ask, e.unknown(e.direct)...), "-find")
	e.learn(parseRecords(out))
}

// unknown returns the paths that only the go command can find. Those that it could not find before are not asked again.
func (e *environment) unknown(paths []string) (ask []string) {
	for _, path := range paths {
		if _, known := e.dirs[path]; known {
			continue
		}
		e.dirs[path] = e.guess(path)
		if e.dirs[path] == "" && !e.all {
			ask = append(ask, path)
		}
	}
	return ask
}

// locateAll finds all that the roots import, directly or not: what is not found then is nowhere.
func (e *environment) locateAll() {
	if e.all {
		return
	}
	e.all = true
	out, _ := goList(e.cfg, e.roots, "-deps")
	e.learn(parseRecords(out))
}

func (e *environment) dir(path string) string {
	e.locate([]string{path})
	return e.dirs[path]
}
