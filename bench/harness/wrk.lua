-- Sends ready requests from a file, each behind its length in four bytes; every thread takes every n-th, in turn.
-- Arguments: the file, the number of threads, the number of the first request, the milliseconds of a connection between an answer and the next.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local all = file:read("*a")
  file:close()
  requests = {}
  local at, index, step = 1, 0, tonumber(arguments[2])
  while at < #all do
    local a, b, c, d = all:byte(at, at + 3)
    local length = ((a * 256 + b) * 256 + c) * 256 + d
    if index % step == number then
      requests[#requests + 1] = all:sub(at + 4, at + 3 + length)
    end
    index = index + 1
    at = at + 4 + length
  end
  all = nil
  collectgarbage()
  count = #requests
  last = tonumber(arguments[3]) % count
  local pause = tonumber(arguments[4])
  if pause > 0 then
    function delay()
      return pause
    end
  end
end

function request()
  last = last % count + 1
  return requests[last]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests": %d, "microseconds": %d, "bytes": %d, "p50": %.3f, "p99": %.3f, "worst": %.3f, ' ..
      '"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
