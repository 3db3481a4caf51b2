// Package nearest finds the word that someone probably meant.
package nearest

import "strings"

// Of returns the candidate closest to word: equal but for case and separators, or at most a third of its letters away.
// Of several equally close ones it returns the first.
func Of(word string, candidates []string) (string, bool) {
	const maxLength = 64 // bounds the work on hostile input
	if len(word) > maxLength {
		return "", false
	}
	best, bestDistance := "", max(1, len(word)/3)+1
	if len(word) == 1 {
		bestDistance = 1 // any other letter would be one away
	}
	for _, c := range candidates {
		if len(c) > maxLength {
			continue
		}
		if d := Distance(fold(word), fold(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best, best != ""
}

// fold removes what people vary without meaning it: case, "_" and "-".
func fold(s string) string {
	return separators.Replace(strings.ToLower(s))
}

var separators = strings.NewReplacer("_", "", "-", "")

// Distance counts the insertions, deletions, substitutions and swaps of neighbours that turn a into b.
func Distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
