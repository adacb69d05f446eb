# Rates and their ratio by R's own exact tests.
#   Rscript exposure.R COUNT_A KM2DAYS_A COUNT_B KM2DAYS_B
# Prints, a line each: rate, low, high of A; of B; ratio A/B, low, high, p. Per 1,000 km² and month of 30.4375 days.
a <- as.numeric(commandArgs(trailingOnly = TRUE))
unit <- 1000 * 30.4375
show <- function(...) cat(formatC(c(...), digits = 15, format = "g"), sep = " ", fill = 200)
one <- function(count, exposure) { t <- poisson.test(count, exposure / unit); show(t$estimate, t$conf.int) }
one(a[1], a[2])
one(a[3], a[4])
two <- poisson.test(c(a[1], a[3]), c(a[2], a[4]))
show(two$estimate, two$conf.int, two$p.value)
