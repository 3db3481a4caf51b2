// Package principal stands for the real one.
package principal

type Principal struct{}
