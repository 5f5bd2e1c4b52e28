/*
 * A rollback that is owed. The zone, the journal, and Route 53 and DynamoDB which are away at times. A batch here is a whole
 * change, and whoever reads or writes waits while the service is away; fence.pml has what can come between two batches.
 *
 *   Route53        is away, as often as OUTAGES says
 *   DynamoDB       is away once, perhaps for good, or loses the journal
 *   Migrate        a run: claims the journal, opens the zone, two steps, closes; the next one, or one that takes the first over
 *   RollBack       an execution of the machine: one attempt at DNS, the mark `owed`, then attempts until legacy serves; the
 *                  first one may die, or hand over to a successor; a batch of it may be on its way while it makes the next attempt
 *   RollBackEnded  the rule that starts another one when that died
 *
 * With ONE_WAY the second step is one-way, and rollback 2 is a person's: the others restore nothing once that step has begun.
 *
 * Each WITHOUT_… takes one rule away; docs/model/README.md says how to run this.
 */

mtype = { absent, open, closed, restored };                 /* phases of the fence; `open` is prepare, shift and drain */
mtype phase = absent;
byte epoch, owner, rec;                                     /* `owner` is the fence's execution; rec 0 is legacy */

#ifndef OUTAGES
#define OUTAGES 1                                           /* of Route 53 */
#endif
bool dns = true;                                            /* Route 53's API answers */
bool table = true;                                          /* the journal answers */

mtype = { none, under_way, owed, ended, over };             /* statuses of the journal's run; `over` is closed */
mtype status = none;
byte current;                                               /* the journal's run; 3 took over 1 */
byte holder;                                                /* the rollback that is at it */
byte copy;                                                  /* the run whose before-image is in S3 */

bool stopped;                                               /* the first run's execution has ended */
bool gone[4];                                               /* rollbacks that have ended */
byte died;                                                  /* the run of the one that failed or was aborted */
bool asked[3];                                              /* a rollback was asked for while the run was open, by run */
bool marked[3], late[3];                                    /* the mark was made; a step has landed after it */
bool sent;                                                  /* a batch of the first rollback is on its way, or was */
bool refused;                                               /* a rollback of a closed run, whose journal is lost */
bool step_kept, step_copied;                                /* the journal, and the copy, say that the one-way step begins */
bool moved;                                                 /* a batch of that step was accepted */
bool held_back;                                                /* a rollback that no person asked for was held by that step */
bool person, in_time_by_person;                             /* a person has asked for a rollback; and before the run was closed */

#define FIRST_OF(r) (r == 3 -> 1 : r)
#define OURS(r)     (owner == r || (r == 3 && owner == 1))
#define ASKED(r)    asked[FIRST_OF(r)]

/* What must never be. Not part of a state: each is looked at right where it is set. */
hidden byte went_on_after_the_mark, restored_unasked, restored_anothers_run, two_at_once, forgotten, never_ended,
  restored_after_refusal, restored_past_one_way, held_though_restored;
#define NEVER(what, when) what = (when); assert(!what)

inline put_fence(says, whose) { phase = says; owner = whose; epoch++; assert(epoch < 200) }

proctype Route53() {
  byte outages;
  do
  :: outages < OUTAGES -> atomic { dns = false; printf("Route 53 is away\n") }; dns = true; outages++
  :: true -> break
  od
}

proctype DynamoDB(bool returns) {
  atomic { table = false; printf("DynamoDB is away\n") };
  if
  :: returns -> table = true; printf("DynamoDB is back\n")
  :: else
  fi
}

/* The table is made anew, or restored to before the run. The copy is elsewhere; without one only people can restore. */
proctype Loss() {
  atomic { table && status != none && copy == current -> status = none; current = 0; holder = 0; step_kept = false; printf("the journal is lost\n") }
}

#ifdef JOURNAL_LOST
#define LOST_OF(run) (table && status == none && copy == run)
#else
#define LOST_OF(run) false
#endif

#ifdef ONE_WAY
#define IS_ONE_WAY(share) (share == 2)
#else
#define IS_ONE_WAY(share) false
#endif

/* Right before each batch: no step without it. */
inline look() {
#ifdef WITHOUT_LOOKING
  skip
#else
  atomic { if :: table && status == under_way && current == me :: else -> goto out fi }
#endif
}

inline batch(says, share) {
  atomic {
    dns ->
    if
    :: epoch == e ->
       NEVER(went_on_after_the_mark, marked[FIRST_OF(me)] && late[FIRST_OF(me)]);
       late[FIRST_OF(me)] = marked[FIRST_OF(me)];
       printf("run %d: %e, step %d\n", me, says, share);
       put_fence(says, me); rec = share; moved = moved || IS_ONE_WAY(share); k++
    :: else
    fi;
    e = 0
  }
}

/* Before the first batch of the one-way step. */
inline begin_one_way() {
#ifndef WITHOUT_KEEPING_THE_STEP
  step_copied = true;
  atomic { if :: table && status == under_way && current == me -> step_kept = true :: else -> goto out fi }
#else
  skip
#endif
}

/* From state k on: 0 opens, 1 and 2 are steps, 3 closes the zone and 4 the journal. */
proctype Migrate(byte me; byte k) {
  byte e;
  if
  :: k == 0 ->
     atomic {
       if
       :: table && (status == none || (status == ended && current < me)) -> status = under_way; current = me
       :: else -> goto out
       fi
     }
  :: else
  fi;
  copy = me;                                                /* before the first change */
again:
#ifdef ONE_WAY
  if :: k == 2 -> begin_one_way() :: else fi;
#endif
  if
  :: me == 1 -> goto out                                    /* stopped from outside, or its machine gives up */
  :: k < 4 ->
     atomic {
       dns ->
       if
       :: k == 0 && (phase == absent || (phase == restored && owner != me)) -> e = epoch
       :: k > 0 && phase == open && OURS(me) -> e = epoch
       :: else -> goto out
       fi
     };
     look();
     if
     :: k == 0 -> batch(open, 0)
     :: k == 1 || k == 2 -> batch(open, k)
     :: k == 3 -> batch(closed, 2)
     fi;
     goto again
  :: k == 4 ->
     atomic {
       if
       :: table && status == under_way && current == me -> status = over; printf("run %d is closed\n", me)
       :: else
       fi
     }
  fi;
out:
  atomic { if :: me == 1 -> stopped = true :: else fi; k = 0; e = 0 }
}

#ifdef WITHOUT_REFUSING_TO_TAKE_OVER
#define MAY_TAKE_OVER (status == under_way || status == owed)
#else
#define MAY_TAKE_OVER (status == under_way)
#endif

proctype TakeOver() {
end:
  atomic {
    stopped && table && MAY_TAKE_OVER && current == 1 && phase == open && owner == 1 ->
    printf("run 3 takes over run 1\n");
    status = under_way; current = 3;
    run Migrate(3, 1)
  }
}

#ifdef WITHOUT_FOLLOWING
#define TAKEN_OVER false
#else
#define TAKEN_OVER (about == 1 && ((table && current == 3) || copy == 3))
#endif

/* Who may hold a rollback that `h` holds. */
#ifdef WITHOUT_TAKING_OVER_THE_DEAD
#define MAY_HOLD(h) (h == 0 || h == me)
#else
#ifdef WITHOUT_PREDECESSOR
#define MAY_HOLD(h) (h == 0 || h == me || gone[h])
#else
#define MAY_HOLD(h) (h == 0 || h == me || h == before || gone[h])
#endif
#endif

/* Whether the holder that was found, and has ended, still has that place. */
#ifdef WITHOUT_CONDITION_ON_THE_HOLDER
#define PLACE_IS_FREE (current == about && status == owed)
#else
#define PLACE_IS_FREE (current == about && status == owed && holder == held)
#endif

/* What may be marked `owed`. */
#ifdef WITHOUT_MARK_OVER_CLOSED
#define MAY_MARK (status == under_way || status == owed)
#else
#ifdef WITHOUT_REFUSING_CLOSED
#define MAY_MARK (status == under_way || status == owed || status == over)
#else
#define MAY_MARK (status == under_way || status == owed || (status == over && in_time))
#endif
#endif

/* What an attempt may restore: what the run has under way, and with the mark also what it has closed or not begun yet. */
#define RESTORABLE (OURS(about) -> (phase == open || (phase == closed && mine)) : (phase == absent || phase == restored) && mine)
#define LEGACY_SERVES (phase == restored && OURS(about))

/* A rollback that no person asked for is marked only while the journal doesn't say that the one-way step begins. */
#ifdef WITHOUT_UNLESS_ONE_WAY
#define MAY_MARK_ONE_WAY true
#else
#define MAY_MARK_ONE_WAY (status == owed || !step_kept)
#endif

/* It has restored the zone, or another one has, before a batch of the one-way step: that is finished. */
#ifdef WITHOUT_FINISHING
#define FINISHES false
#else
#define FINISHES LEGACY_SERVES
#endif

#ifdef WITHOUT_ITS_OWN_RUN
#define STILL_OWED (status == under_way || status == owed)
#else
#define STILL_OWED (status == owed && FIRST_OF(current) == FIRST_OF(run_before))
#endif

/* What a rollback has sent in a round whose function was ended. */
proctype Late(byte about; byte e) {
end:
  atomic {
    dns && epoch == e ->
    NEVER(restored_after_refusal, refused);
    printf("a late batch of the rollback is accepted\n");
    put_fence(restored, about); rec = 0
  }
}

/*
 * An execution of RollBack. A successor, and one that RollBackEnded starts, know the execution `before` them and its run, and
 * do nothing but what is owed; `before` is 0 for one that was asked for.
 */
proctype RollBack(byte me; byte before; byte run_before) {
  byte about, e, held;
  bool in_time;                                             /* asked for before the run was closed */
  bool mine;                                                /* the mark is made, and this one holds the rollback */
  bool accepted;
  bool passed;                                              /* nothing holds this attempt: one_way */
  atomic {
    if
    :: before == 0 && table && status != none && status != ended -> about = current
    :: before == 0 && !table && copy != 0 -> about = copy
    :: before != 0 && table && STILL_OWED -> about = current; in_time = true
    :: before != 0 && !table -> about = run_before; in_time = true
    :: else -> goto out
    fi;
    if
    :: before == 0 && FIRST_OF(current) == FIRST_OF(about) && (status == under_way || status == owed) ->
       asked[FIRST_OF(about)] = true; in_time = true
    :: else
    fi;
    person = person || me == 2; in_time_by_person = in_time_by_person || (me == 2 && in_time);
    printf("rollback %d begins, about run %d\n", me, about)
  };
#ifdef ONE_WAY
one_way:
  /* The journal, the zone and the copy are asked before the first attempt, and the mark comes before it, too. */
  atomic {
    if :: TAKEN_OVER -> about = 3; mine = false :: else fi;
    if
    :: me == 2 || (table && current == about && (status == owed || status == ended)) -> passed = true; goto attempt
    :: else
    fi;
    if
    :: table && current == about && step_kept && !(dns && FINISHES) -> goto holds
#ifndef WITHOUT_ASKING_THE_ZONES
    :: !(table && current == about && step_kept) && !(dns && FINISHES) && (step_copied || (dns && OURS(about) && rec == 2)) -> goto holds
#endif
    :: else
    fi;
    if :: LOST_OF(about) -> passed = true; goto attempt :: else fi;
    if :: dns && OURS(about) && phase == open -> e = epoch :: else e = 0 fi
  };
#ifndef WITHOUT_MARKING_FIRST
end_one_way:
  atomic {
    if
#ifdef WITHOUT_THE_FENCE_SEEN
    :: !table && dns -> e = 0
#else
    :: !table && dns && e != 0 -> goto swap                 /* the fence is as seen, or a step has begun */
    :: !table && dns && e == 0 && LEGACY_SERVES             /* nothing of the run is accepted after that */
#endif
    :: table && (TAKEN_OVER || LOST_OF(about)) -> goto one_way
    :: table && current == about && MAY_MARK && !(MAY_MARK_ONE_WAY || FINISHES) -> goto one_way
    :: table && current == about && MAY_MARK && (MAY_MARK_ONE_WAY || FINISHES) && (holder == 0 || holder == me) ->
       status = owed; holder = me; mine = true; marked[FIRST_OF(about)] = true;
       printf("rollback %d marks run %d owed, before DNS\n", me, about)
    :: table && current == about && MAY_MARK && (MAY_MARK_ONE_WAY || FINISHES) && holder != 0 && holder != me -> goto mark
    :: table && !TAKEN_OVER && !LOST_OF(about) && (current != about || !MAY_MARK)
    fi
  };
#endif
  passed = true;
#endif
#ifdef WITHOUT_DNS_FIRST
end_first:
  table -> goto mark;
#endif
attempt:
  atomic {
    accepted = false;
#ifdef ONE_WAY
    if :: TAKEN_OVER || (me != 2 && !mine && !passed) -> goto one_way :: else fi;
    passed = false; e = 0;
#else
    if :: TAKEN_OVER -> about = 3; mine = false :: else fi;
#endif
    if :: LOST_OF(about) -> mine = false :: else fi;
    if
    :: dns && LOST_OF(about) && phase == closed -> goto refuses
    :: dns && LEGACY_SERVES -> accepted = true; goto mark
    :: dns && RESTORABLE -> e = epoch
    :: else -> goto mark
    fi
  };
#ifdef ROUND_DIES
  atomic {
    if
    :: me == 1 && !sent -> sent = true; run Late(about, e); e = 0; printf("a round of rollback 1 dies\n"); goto attempt
    :: true
    fi
  };
#endif
#ifdef ONE_WAY
swap:
#endif
  atomic {
    if
    :: dns && epoch == e ->
       NEVER(restored_anothers_run, (phase == open || phase == closed) && !OURS(about));
       NEVER(restored_unasked, (phase == open || phase == closed) && !ASKED(about));
       NEVER(two_at_once, mine && holder != me && !LOST_OF(about));
       NEVER(restored_past_one_way, moved && !person);
       printf("rollback %d restores the zone\n", me);
       put_fence(restored, about); rec = 0; accepted = true
    :: else
    fi;
    e = 0
  };
mark:
#ifdef WITHOUT_MARKING_ALWAYS
  if :: accepted -> goto confirm :: else fi;
#endif
  if
  :: mine && accepted -> goto confirm
  :: mine && !accepted -> goto waits
  :: !mine && accepted ->
end_mark:
     table
  :: !mine && !accepted -> if :: table :: !table -> goto waits fi
  fi;
  atomic {
    if
    :: !table -> goto mark
    :: table && TAKEN_OVER -> goto attempt
    :: LOST_OF(about) && phase != closed ->                 /* by the copy it is put back */
       status = owed; current = about; holder = me; mine = true; goto mark
    :: LOST_OF(about) && phase == closed -> goto attempt
    :: table && !TAKEN_OVER && current == about && MAY_MARK && (me == 2 || MAY_MARK_ONE_WAY) && (holder == 0 || holder == me) ->
       status = owed; holder = me; mine = true; marked[FIRST_OF(about)] = true;
       printf("rollback %d marks run %d owed\n", me, about); goto mark
#ifdef ONE_WAY
    :: table && !TAKEN_OVER && current == about && MAY_MARK && me != 2 && !MAY_MARK_ONE_WAY -> goto one_way
#endif
    :: table && !TAKEN_OVER && current == about && MAY_MARK && holder != 0 && holder != me -> held = holder
    :: else -> goto out                                     /* restored meanwhile, or over, or the next run is under way */
    fi
  };
  /* Another one holds it. Whether that is running is asked of Step Functions. */
#ifdef WITHOUT_JOINING
  atomic { held = 0; mine = true; goto mark };
#endif
  if
  :: MAY_HOLD(held)
  :: !MAY_HOLD(held) -> printf("rollback %d joins %d\n", me, held); goto out
  fi;
  atomic {
    if
    :: table && PLACE_IS_FREE -> holder = me; mine = true
#ifdef WITHOUT_CONDITION_ON_THE_RUN
    :: table && current != about && status == under_way -> about = current; status = owed; holder = me; mine = true
#endif
    :: else
    fi;
    held = 0; goto mark
  };
waits:
end_waits:
  if
#ifdef DEATH
  :: mine && me == 1 -> died = about; printf("rollback %d dies\n", me); goto out
#endif
#ifdef HAND_OVER
  :: mine && me == 1 -> run RollBack(3, 1, about); printf("rollback 1 hands over to 3\n"); goto out
#endif
  :: dns && (table || TAKEN_OVER || (OURS(about) && phase != closed)) -> goto attempt
  fi;
confirm:
end_confirm:
  if
#ifdef DEATH
  :: me == 1 -> died = about; printf("rollback %d dies\n", me); goto out
#endif
  :: atomic {
       table ->
       if
       :: current == about && status != ended -> status = ended; holder = 0; printf("run %d is rolled back\n", about)
       :: else
       fi
     }
  fi;
  goto out;
holds:
  NEVER(held_though_restored, dns && LEGACY_SERVES && !person);
  atomic { held_back = true; printf("rollback %d is held\n", me) };
  goto out;
refuses:
  /* Only the zone says that the run is closed. */
#ifndef WITHOUT_SHUTTING_CLOSED
  atomic { if :: dns && phase == closed -> put_fence(closed, owner) :: else -> goto attempt fi };
#endif
  atomic { refused = true; printf("rollback %d is refused\n", me) };
out:
  atomic { gone[me] = true; about = 0; e = 0; held = 0; mine = false; accepted = false; passed = false; in_time = false }
}

#ifndef WITHOUT_ROLL_BACK_ENDED
/* EventBridge's rule on the end of RollBack executions that failed or were aborted. */
active proctype RollBackEnded() {
end:
  atomic { died != 0 -> run RollBack(3, 1, died); died = 0 }
}
#endif

/* Since the one-way step has begun only a person's rollback has to restore. */
#define MUST_SERVE (!held_back || in_time_by_person)

init {
  atomic {
    run Migrate(1, 0);
    run Route53();
    run RollBack(1, 0, 0);
#ifdef SECOND_ROLL_BACK
    run RollBack(2, 0, 0);
#endif
#ifdef JOURNAL_AWAY
    run DynamoDB(true);
#endif
#ifdef JOURNAL_GONE
    run DynamoDB(false);
#endif
#ifdef JOURNAL_LOST
    run Loss();
#endif
#ifdef NEXT_RUN
    run Migrate(2, 0);
#endif
#ifdef TAKE_OVER
    run TakeOver();
#endif
  };
  timeout;                                                  /* nobody has anything left to do */
  atomic {
    NEVER(forgotten, ASKED(owner) && MUST_SERVE && (phase == open || (phase == closed && table && !refused)));
    NEVER(never_ended, table && ASKED(current) && MUST_SERVE && status != ended)
  }
}
