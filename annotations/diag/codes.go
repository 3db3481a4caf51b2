package diag

import "strings"

// Codes returns every code, sorted. Each stage's table is in a file of its own.
func Codes() []Info {
	var all []Info
	for _, group := range [][]Info{directiveCodes, placeCodes, policyCodes, typeCodes, packageCodes, vetCodes, loadCodes} {
		all = append(all, group...)
	}
	return all
}

// Lookup returns the Info of a code, matched without case.
func Lookup(code string) (Info, bool) {
	for _, info := range Codes() {
		if strings.EqualFold(string(info.Code), code) {
			return info, true
		}
	}
	return Info{}, false
}
