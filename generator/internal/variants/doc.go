// Package variants finds out in which builds a generated file has to be compiled: wherever the functions are that it registers,
// and nowhere else. It follows what the file mentions through the files of the package, those that this build leaves out
// included, and reports what would not hold in all of those builds.
//
//	index (who declares what, under which constraint) ─► functions ─► types, checks, constants ─► constraint, findings
package variants
