# What R says of the cases that SahelMap.Domain.Statistics is tested against. Base R only:
#   Rscript tests/oracles/statistics.R > tests/oracles/statistics.expected.csv
# Fields: what; where the case comes from; the numbers that go in, lists with | between them; the numbers that come out.
number <- function(x) { # the shortest text that is read back as the same number
  short <- formatC(x, digits = 15, format = "g", width = 1)
  ifelse(is.na(x), "NA", ifelse(is.infinite(x), ifelse(x > 0, "Inf", "-Inf"),
    ifelse(suppressWarnings(as.numeric(short)) == x, short, formatC(x, digits = 17, format = "g", width = 1))))
}
numbers <- function(x) paste(number(x), collapse = " ")
line <- function(what, why, input, output)
  cat(what, ",", why, ",", paste(sapply(input, numbers), collapse = "|"), ",", numbers(output), "\n", sep = "")

cat("what,case,input,expected\n")

# A rate to test is named only because the test of a far one would list hundreds of millions of counts.
interval <- function(why, n, exposure, level = 0.95)
  line("interval", why, c(n, exposure, level), poisson.test(n, exposure, max(n, 1) / exposure, conf.level = level)$conf.int)
interval("R ?poisson.test: Welsh nickel workers", 137, 24.19893)
for (n in c(0, 1, 2, 3, 5, 10, 20, 50, 100)) interval("Garwood 1936 table", n, 1)
interval("Ulm 1990: FSA poiCI(12)", 12, 1)
interval("no event at 90 %", 0, 2.5, 0.90)
interval("one event at 99.9 %", 1, 1e-3, 0.999)
interval("a very narrow level", 7, 1, 0.01)
interval("a very wide level", 7, 1, 1 - 1e-9)
interval("a thousand", 1000, 123456.789)
interval("a million", 1e6, 3.5e8)
interval("a million and one at 99 %", 1000001, 1, 0.99)
interval("a tiny exposure", 3, 1e-12)

ratio <- function(why, a, ta, b, tb, level = 0.95) {
  t <- poisson.test(c(a, b), c(ta, tb), conf.level = level)
  line("ratio", why, c(a, ta, b, tb, level), c(if (b == 0) NA else t$estimate, t$conf.int, t$p.value))
}
ratio("R ?poisson.test: Fredericia against three towns", 11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
ratio("the same the other way round", 6 + 8 + 7, 1083 + 1050 + 878, 11, 800)
ratio("none in A", 0, 10, 5, 10)
ratio("none in B", 5, 10, 0, 10)
ratio("one against none", 1, 1, 0, 1000)
ratio("none against one", 0, 1000, 1, 1)
ratio("equal rates", 10, 20, 10, 20)
ratio("equal rates of other exposures", 10, 20, 30, 60)
ratio("ties on the other side", 4, 1, 12, 1)
ratio("ties but for rounding", 7, 0.1, 3, 0.1)
ratio("odd exposures", 3, 17.3, 9, 101.9)
ratio("at 99 %", 30, 100, 20, 120, 0.99)
ratio("at 50 %", 30, 100, 20, 120, 0.50)
ratio("a ratio of ten million", 1000, 1, 1, 10000)
ratio("a ratio of a ten-millionth", 1, 10000, 1000, 1)
ratio("far from 1", 400, 1, 10, 1)
ratio("almost all exposure in A", 5, 1e9, 2, 1)
ratio("almost all exposure in B", 5, 1, 2, 1e9)
ratio("a million against a million", 1e6, 1, 1002000, 1)
ratio("a million and near equal", 1e6, 1, 1000001, 1)
ratio("a million against a thousand", 1e6, 1000, 1000, 1.05)
ratio("a thousand against a million", 1000, 1.05, 1e6, 1000)
ratio("a million against none", 1e6, 1, 0, 1)
ratio("a million against one", 1e6, 1e6, 1, 3)

trend <- function(why, y, exposure, x, level = 0.95) {
  used <- exposure > 0
  d <- data.frame(y = y[used], e = exposure[used], x = x[used])
  fit <- function(start) glm(y ~ x, family = poisson, offset = log(e), data = d, start = start, control = glm.control(epsilon = 1e-11, maxit = 200))
  m <- fit(coef(fit(NULL))) # once more, because glm takes the standard error from the step before the last
  s <- summary(m)$coefficients["x", ]
  line("trend", why, list(y, exposure, x, level), c(coef(m), s["Std. Error"], confint.default(m, "x", level), s["Pr(>|z|)"]))
}
trend("rising", c(2, 3, 6, 7, 8, 9, 10, 12, 15), rep(1, 9), 0:8)
trend("falling with unequal exposure", c(50, 31, 24, 9, 11, 3), c(10.5, 9.25, 12, 8, 15, 7), c(-165, -135, -105, -75, -45, -15) / 30.4375)
trend("flat", c(5, 5, 5, 5), rep(2, 4), 1:4)
trend("mostly none", c(0, 0, 1, 0, 0, 2, 0), rep(3.5, 7), -7:-1)
trend("events at one x only between others", c(0, 4, 0), c(1, 1, 1), c(-1, 0, 1))
trend("a bin without exposure", c(3, 0, 4, 9), c(1, 0, 1, 1.5), 1:4)
trend("steep", c(0, 0, 1, 20, 400, 8000), rep(1, 6), 0:5)
trend("a million", c(1000000, 1100000, 1190000, 1340000), c(2e8, 2e8, 2e8, 2.1e8), 1:4, 0.99)
trend("days counted from the year 1", c(4, 6, 5, 9, 12), rep(30, 5), 735000 + 30 * (0:4))

band <- function(why, x) line("band", why, list(x), quantile(x, c(0.5, 0.05, 0.95), type = 7, names = FALSE))
band("one", 3.25)
band("two", c(2, 1))
band("ten", c(9.5, 1, 3, 3, 7.25, -2, 0, 11, 4, 1e6))
band("two hundred", round(1000 * abs(sin(1:200)), 3))
band("with an infinity", c(1, 2, 3, Inf))
band("mostly infinities", c(Inf, 1, Inf, Inf, 2))

permutation <- function(why, observed, shifted) line("permutation", why, list(observed, shifted), (1 + sum(shifted >= observed)) / (1 + length(shifted)))
permutation("the largest of all", 5, 1:4)
permutation("equals count", 3, c(1, 2, 3, 3, 4))
permutation("the smallest of all", 0, 1:19)
permutation("999 shifts", 0.95, round(abs(sin(1:999)), 6))
