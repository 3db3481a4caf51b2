// Package revocation remembers which mandates were taken back before they expired.
package revocation
