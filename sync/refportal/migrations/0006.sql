-- Staff who name a number look through the log; each report that comes would pay for a third
-- index of random numbers.
DROP INDEX report_tnr;
