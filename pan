#!/bin/sh
cat <<X
State-vector 92 byte, depth reached 149, errors: 0
     8843 states, stored

X
