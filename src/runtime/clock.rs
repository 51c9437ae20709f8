//! What day it is.

use jiff::Zoned;
use jiff::civil::Date;

/// Today on the clock and in the time zone of this machine.
pub fn today() -> Date {
    Zoned::now().date()
}
