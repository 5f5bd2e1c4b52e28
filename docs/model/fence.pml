/*
 * The fence. One zone of two names, in which every change takes two batches; Route 53 accepts a batch only while fence and
 * records are exactly as they were read. Several writers, each of which may be paused anywhere between its read and its batch,
 * so that every batch can also arrive late:
 *
 *   Migrate    a run: opens the zone, then two steps; a run that begins when the first was rolled back, or takes it over
 *   Twin       one state of the first run, run a second time without knowing of the other
 *   RollBack   restores what it was asked for, from what the zone holds, until legacy serves
 *   Person     changes a record by hand, knowing of no fence
 *   LateWriter has looked, and writes much later
 *
 * The rows of docs/protocol.md are the guards here. Of the journal there is only who may open: before a step nobody looks
 * there, so that the fence alone must do. Each WITHOUT_… takes one rule away; docs/model/README.md says how to run this.
 */

#define STEPS   2
#define FOREIGN 9          /* what a person writes; the migration writes the number of the step, legacy is 0 */

mtype = { absent, open, restoring, restored };              /* phases of the fence; `open` is prepare, shift and drain */
mtype phase = absent;
byte epoch, owner, weight;                                  /* the rest of the fence; `owner` is its execution */
byte rec[2];                                                /* what the two names hold */

mtype = { none, under_way, owed, ended };                   /* statuses of the journal's run */
mtype status = none;
byte current;                                               /* the journal's run; 3 took over 1 */
byte image[6];                                              /* before-images, two names for each run */
bool kept[3];                                               /* whose before-image is kept */

bool stopped;                                               /* the first run's execution has ended */
bool asked[4];                                              /* a rollback was asked for, by run */
bool begun[4];                                              /* a rollback has written, by run */
bool behind;                                                /* a person wrote after the zone was restored */

#define FIRST_OF(r) (r == 3 -> 1 : r)
#define IMAGE(r, i) image[2 * FIRST_OF(r) + i]
#define AT(k, r, i) (k == 0 -> IMAGE(r, i) : k)             /* what name i holds at step k of run r */
#ifdef WITHOUT_FOLLOWING
#define TAKEN_OVER  false
#else
#define TAKEN_OVER  (current == 3 && run_back == 1)         /* the run that a rollback is about */
#endif
#define ASKED(r)    (asked[r] || (r == 3 && asked[1]))

/* What must never be. Not part of a state: each is looked at right where it is set. */
hidden byte wrote_over_a_person, wrote_after_its_roll_back, wrote_in_anothers_run, opened_in_an_open_run;
hidden byte restored_anothers_run, old_over_new, forgotten, legacy_does_not_serve;
#define NEVER(what, when) what = (when); assert(!what)

/* ADR 1: a batch deletes the exact fence and the exact records that were read. */
#ifdef WITHOUT_FENCE
#define FENCE_STANDS true
#else
#define FENCE_STANDS (epoch == e && phase == p && owner == o && weight == w)
#endif
#ifdef WITHOUT_EXACT_RECORDS
#define HOLDS(i, value) true
#else
#define HOLDS(i, value) (rec[i] == value)
#endif

/* What a writer has read: the fence, and the records. */
#define READ_STATE byte e, o, w, a, b; mtype p
inline read()   { e = epoch; p = phase; o = owner; w = weight; a = rec[0]; b = rec[1] }
inline forget() { e = 0; p = 0; o = 0; w = 0; a = 0; b = 0 }
inline put_fence(says, whose, share) {
  phase = says; owner = whose; weight = share; epoch++; assert(epoch < 200);
  e = epoch; p = phase; o = owner; w = weight
}

/* The rows of a step. */
#ifdef WITHOUT_OWN_RUN
#define MINE true
#else
#define MINE (o == me || (me == 3 && o == 1))
#endif
#ifdef WITHOUT_STOPPING
#define UNDER_WAY ((p == open && (w == k - 1 || w == k)) || p == restoring || p == restored)
#else
#define UNDER_WAY (p == open && (w == k - 1 || w == k))
#endif
#ifdef WITHOUT_HOLDING
#define KNOWN true
#else
#define KNOWN ((a == AT(k - 1, me, 0) || a == k) && (b == AT(k - 1, me, 1) || b == k))
#endif
#define THERE (p == open && o == me && w == k && (k == 0 || (a == k && b == k)))
#define FREE  ((p == absent || (p == restored && o != me)) && a == IMAGE(me, 0) && b == IMAGE(me, 1))

inline look() { if :: status == under_way && current == me :: else -> goto out fi }

inline before_a_step(i) {
  NEVER(wrote_after_its_roll_back, begun[me]);
  NEVER(wrote_in_anothers_run, owner != me && !(me == 3 && owner == 1));
  NEVER(wrote_over_a_person, rec[i] == FOREIGN && IMAGE(me, i) != FOREIGN)
}

/* States k to last of run me: for k = 0 the one that opens, else a step. A twin does one of them. */
proctype Migrate(byte me; byte k; byte last; bool twin) {
  READ_STATE;
  if
  :: k == 0 && !twin ->
     /* Claims the journal, then keeps the before-image there. */
     atomic {
       if
       :: status == none || (status == ended && current < me) -> status = under_way; current = me
       :: else -> goto out
       fi
     };
     atomic {
       look();
       image[2 * me] = rec[0]; image[2 * me + 1] = rec[1]; kept[me] = true
     }
  :: k == 0 && twin ->
end: kept[me]
  :: else
  fi;
again:
#ifdef WITHOUT_LOOKING_LAST
  if :: k == 0 -> look() :: else fi;
#endif
  atomic {
    forget();
    if
    :: k > last || !twin -> goto out                        /* through, or stopped from outside */
    :: k <= last
    fi;
    read();
    if
    :: THERE -> k++; goto again
    :: !THERE && k == 0 && FREE -> goto opens
    :: !THERE && k > 0 && MINE && UNDER_WAY && KNOWN -> goto steps
    :: else -> goto out
    fi
  };
opens:
#ifndef WITHOUT_LOOKING
#ifndef WITHOUT_LOOKING_LAST
  look();
#endif
#endif
  atomic {
    if
    :: FENCE_STANDS && HOLDS(0, a) && HOLDS(1, b) ->
       NEVER(opened_in_an_open_run, phase == open || phase == restoring);
       NEVER(wrote_after_its_roll_back, begun[me]);
       printf("run %d opens the zone\n", me);
       put_fence(open, me, 0)
    :: else
    fi;
    goto again
  };
steps:
  atomic {
    if
    :: a != k && FENCE_STANDS && HOLDS(0, a) ->
       before_a_step(0);
       printf("run %d moves the first name from %d to %d (twin: %d)\n", me, rec[0], k, twin);
       rec[0] = k; a = k; put_fence(open, me, k);
       if :: b != k -> goto steps :: else -> goto again fi
    :: a == k && b != k && FENCE_STANDS && HOLDS(1, b) ->
       before_a_step(1);
       printf("run %d moves the second name from %d to %d (twin: %d)\n", me, rec[1], k, twin);
       rec[1] = k; put_fence(open, me, k)
    :: a == k && b == k && FENCE_STANDS ->                  /* taken over: its own name into the fence */
       put_fence(open, me, k)
    :: else
    fi;
    goto again
  };
out:
  atomic { if :: me == 1 && !twin -> stopped = true :: else fi; forget(); k = 0 }
}

/* Takes over the first run where its fence stands, once that was stopped; a late state of it may be alive. */
proctype TakeOver() {
end:
  atomic {
    stopped && status == under_way && current == 1 && phase == open && owner == 1 ->
    printf("run 3 takes over run 1\n");
    current = 3;
    run Migrate(3, (weight == 0 -> 1 : weight), STEPS, false)
  }
}

/* The rows of a rollback. */
#define OURS     (o == run_back || (run_back == 3 && o == 1))
#define RESTORED (a == IMAGE(run_back, 0) && b == IMAGE(run_back, 1))
#define NOT_HERE (p == absent || (p == restored && !OURS))

inline restore(i, says) {
  NEVER(restored_anothers_run, (phase == open || phase == restoring) && owner != run_back && !(run_back == 3 && owner == 1));
  printf("a rollback of run %d restores name %d, which held %d\n", run_back, i, rec[i]);
  rec[i] = IMAGE(run_back, i);
  put_fence(says, run_back, 0);
  begun[run_back] = true; begun[FIRST_OF(run_back)] = true
}

proctype RollBack() {
  READ_STATE;
  byte run_back;                                            /* the run that it is about */
  bool marked;                                              /* the journal says that the run is owed a rollback */
  atomic {
    if
    :: status == under_way || status == owed -> run_back = current; asked[run_back] = true
    :: else -> goto out
    fi
  };
attempt:
  /* One read of the journal; then the zone is read and swapped until it is restored. */
  atomic {
    forget();
    if
    :: TAKEN_OVER -> run_back = 3; marked = false
    :: current == run_back && status == ended -> goto out
    :: current == run_back && status != ended && marked && !kept[FIRST_OF(run_back)] -> status = ended; goto out
    :: else
    fi;
    if :: !kept[FIRST_OF(run_back)] -> goto mark :: else fi
  };
again:
  atomic {
    read();
    if
    :: p == restored && OURS && RESTORED -> goto confirm
#ifdef WITHOUT_RESTORING_AGAIN
    :: p == restored && OURS && !RESTORED -> goto out
#endif
#ifndef WITHOUT_ONE_RUN
    :: !NOT_HERE && !OURS && TAKEN_OVER -> goto attempt
    :: !NOT_HERE && !OURS && !TAKEN_OVER -> goto out
#endif
#ifdef WITHOUT_SHUTTING_OUT
    :: NOT_HERE -> goto confirm
#else
    :: NOT_HERE && !marked -> goto mark
#endif
    :: else
    fi
  };
  atomic {
    if
    :: (a != IMAGE(run_back, 0) || RESTORED) && FENCE_STANDS && HOLDS(0, a) ->
       restore(0, (b == IMAGE(run_back, 1) -> restored : restoring)); a = IMAGE(run_back, 0)
    :: (a != IMAGE(run_back, 0) || RESTORED) && !(FENCE_STANDS && HOLDS(0, a)) -> goto lost
    :: else
    fi;
    if :: b == IMAGE(run_back, 1) -> goto mark :: else fi
  };
  atomic {
    if
    :: FENCE_STANDS && HOLDS(1, b) -> restore(1, restored)
    :: else -> goto lost
    fi
  };
mark:
  atomic {
    forget();
    if :: current == run_back && status == under_way -> status = owed :: else fi;
    marked = (current == run_back);
    goto attempt
  };
lost:
#ifdef WITHOUT_TRYING_AGAIN
  goto out;
#else
  goto again;
#endif
confirm:
  atomic {
    if
    :: TAKEN_OVER -> goto attempt
    :: current == run_back && status != ended -> status = ended; printf("run %d is rolled back\n", run_back)
    :: else
    fi
  };
out:
  atomic { forget(); run_back = 0; marked = false }
}

proctype Person() {
  atomic {
    printf("a person changes the second name\n");
    rec[1] = FOREIGN;
    behind = (phase == restored || status == ended)
  }
}

/*
 * The outage of AWS in October 2025: an "enactor" of DNS plans looked once that its plan was newer than what was there, was
 * delayed, and then put it over a newer one. https://aws.amazon.com/message/101925/
 */
proctype LateWriter() {
  READ_STATE;
end:
  atomic { phase == open && owner == 1 && weight < STEPS -> read(); printf("the late writer has a plan: from %d to %d\n", a, a + 1) };
  atomic {
    if
#ifdef LATE_WRITER_WITHOUT_FENCE
    :: true ->
#else
    :: FENCE_STANDS && HOLDS(0, a) ->
#endif
       printf("the late writer writes %d over %d\n", a + 1, rec[0]);
       NEVER(old_over_new, phase != p || owner != o || rec[0] > a);
       rec[0] = a + 1; put_fence(open, o, a + 1)
    :: else
    fi;
    forget()
  }
}

init {
  atomic {
    run Migrate(1, 0, STEPS, false);
    run RollBack();
#ifdef TWIN
    run Migrate(1, TWIN, TWIN, true);
#else
    if
    :: run Migrate(1, 0, 0, true)
    :: run Migrate(1, 1, 1, true)
    :: run Migrate(1, 2, 2, true)
    fi;
#endif
#ifdef PERSON
    run Person();
#endif
#ifdef SECOND_ROLL_BACK
    run RollBack();
#endif
#ifdef NEXT_RUN
    run Migrate(2, 0, 1, false);
#endif
#ifdef TAKE_OVER
    run TakeOver();
#endif
#ifdef LATE_WRITER
    run LateWriter();
#endif
  };
  timeout;                                                  /* nobody has anything left to do */
  atomic {
    NEVER(forgotten, ASKED(current) && status != ended);
    NEVER(legacy_does_not_serve, ASKED(owner) && (phase != restored ||
      (!behind && (rec[0] != IMAGE(owner, 0) || rec[1] != IMAGE(owner, 1)))))
  }
}
