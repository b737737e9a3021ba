// kind: dos
// place: both
// expected: refused
if (smtp == 0) { alert 'a' }
else
if (smtp == 1) { alert 'a' }
else
if (smtp == 2) { alert 'a' }
else
if (smtp == 3) { alert 'a' }
else
if (smtp == 4) { alert 'a' }
else
if (smtp == 5) { alert 'a' }
else
if (smtp == 6) { alert 'a' }
else
if (smtp == 7) { alert 'a' }
else
if (smtp == 8) { alert 'a' }
else
if (smtp == 9) { alert 'a' }
else
if (smtp == 10) { alert 'a' }
else
if (smtp == 11) { alert 'a' }
else
if (smtp == 12) { alert 'a' }
else
if (smtp == 13) { alert 'a' }
else
if (smtp == 14) { alert 'a' }
else
if (smtp == 15) { alert 'a' }
else
if (smtp == 16) { alert 'a' }
else
if (smtp == 17) { alert 'a' }
else
if (smtp == 18) { alert 'a' }
else
if (smtp == 19) { alert 'a' }
else
if (smtp == 20) { alert 'a' }
else
if (smtp == 21) { alert 'a' }
else
if (smtp == 22) { alert 'a' }
else
if (smtp == 23) { alert 'a' }
else
if (smtp == 24) { alert 'a' }
else
if (smtp == 25) { alert 'a' }
else
if (smtp == 26) { alert 'a' }
else
if (smtp == 27) { alert 'a' }
else
if (smtp == 28) { alert 'a' }
else
if (smtp == 29) { alert 'a' }
else
if (smtp == 30) { alert 'a' }
else
if (smtp == 31) { alert 'a' }
else
if (smtp == 32) { alert 'a' }
else
if (smtp == 33) { alert 'a' }
else
if (smtp == 34) { alert 'a' }
else
if (smtp == 35) { alert 'a' }
else
if (smtp == 36) { alert 'a' }
else
if (smtp == 37) { alert 'a' }
else
if (smtp == 38) { alert 'a' }
else
if (smtp == 39) { alert 'a' }
else
if (smtp == 40) { alert 'a' }
else
if (smtp == 41) { alert 'a' }
else
if (smtp == 42) { alert 'a' }
else
if (smtp == 43) { alert 'a' }
else
if (smtp == 44) { alert 'a' }
else
if (smtp == 45) { alert 'a' }
else
if (smtp == 46) { alert 'a' }
else
if (smtp == 47) { alert 'a' }
else
if (smtp == 48) { alert 'a' }
else
if (smtp == 49) { alert 'a' }
else
if (smtp == 50) { alert 'a' }
else
if (smtp == 51) { alert 'a' }
else
if (smtp == 52) { alert 'a' }
else
if (smtp == 53) { alert 'a' }
else
if (smtp == 54) { alert 'a' }
else
if (smtp == 55) { alert 'a' }
else
if (smtp == 56) { alert 'a' }
else
if (smtp == 57) { alert 'a' }
else
if (smtp == 58) { alert 'a' }
else
if (smtp == 59) { alert 'a' }
else
if (smtp == 60) { alert 'a' }
else
if (smtp == 61) { alert 'a' }
else
if (smtp == 62) { alert 'a' }
else
if (smtp == 63) { alert 'a' }
else
if (smtp == 64) { alert 'a' }
else
if (smtp == 65) { alert 'a' }
else
if (smtp == 66) { alert 'a' }
else
if (smtp == 67) { alert 'a' }
else
if (smtp == 68) { alert 'a' }
else
if (smtp == 69) { alert 'a' }
else
if (smtp == 70) { alert 'a' }
else
if (smtp == 71) { alert 'a' }
else
if (smtp == 72) { alert 'a' }
else
if (smtp == 73) { alert 'a' }
else
if (smtp == 74) { alert 'a' }
else
if (smtp == 75) { alert 'a' }
else
if (smtp == 76) { alert 'a' }
else
if (smtp == 77) { alert 'a' }
else
if (smtp == 78) { alert 'a' }
else
if (smtp == 79) { alert 'a' }
else
if (smtp == 80) { alert 'a' }
else
if (smtp == 81) { alert 'a' }
else
if (smtp == 82) { alert 'a' }
else
if (smtp == 83) { alert 'a' }
else
if (smtp == 84) { alert 'a' }
else
if (smtp == 85) { alert 'a' }
else
if (smtp == 86) { alert 'a' }
else
if (smtp == 87) { alert 'a' }
else
if (smtp == 88) { alert 'a' }
else
if (smtp == 89) { alert 'a' }
else
if (smtp == 90) { alert 'a' }
else
if (smtp == 91) { alert 'a' }
else
if (smtp == 92) { alert 'a' }
else
if (smtp == 93) { alert 'a' }
else
if (smtp == 94) { alert 'a' }
else
if (smtp == 95) { alert 'a' }
else
if (smtp == 96) { alert 'a' }
else
if (smtp == 97) { alert 'a' }
else
if (smtp == 98) { alert 'a' }
else
if (smtp == 99) { alert 'a' }
else
if (smtp == 100) { alert 'a' }
else
if (smtp == 101) { alert 'a' }
else
if (smtp == 102) { alert 'a' }
else
if (smtp == 103) { alert 'a' }
else
if (smtp == 104) { alert 'a' }
else
if (smtp == 105) { alert 'a' }
else
if (smtp == 106) { alert 'a' }
else
if (smtp == 107) { alert 'a' }
else
if (smtp == 108) { alert 'a' }
else
if (smtp == 109) { alert 'a' }
else
if (smtp == 110) { alert 'a' }
else
if (smtp == 111) { alert 'a' }
else
if (smtp == 112) { alert 'a' }
else
if (smtp == 113) { alert 'a' }
else
if (smtp == 114) { alert 'a' }
else
if (smtp == 115) { alert 'a' }
else
if (smtp == 116) { alert 'a' }
else
if (smtp == 117) { alert 'a' }
else
if (smtp == 118) { alert 'a' }
else
if (smtp == 119) { alert 'a' }
else
if (smtp == 120) { alert 'a' }
else
if (smtp == 121) { alert 'a' }
else
if (smtp == 122) { alert 'a' }
else
if (smtp == 123) { alert 'a' }
else
if (smtp == 124) { alert 'a' }
else
if (smtp == 125) { alert 'a' }
else
if (smtp == 126) { alert 'a' }
else
if (smtp == 127) { alert 'a' }
else
if (smtp == 128) { alert 'a' }
else
if (smtp == 129) { alert 'a' }
else
if (smtp == 130) { alert 'a' }
else
if (smtp == 131) { alert 'a' }
else
if (smtp == 132) { alert 'a' }
else
if (smtp == 133) { alert 'a' }
else
if (smtp == 134) { alert 'a' }
else
if (smtp == 135) { alert 'a' }
else
if (smtp == 136) { alert 'a' }
else
if (smtp == 137) { alert 'a' }
else
if (smtp == 138) { alert 'a' }
else
if (smtp == 139) { alert 'a' }
else
if (smtp == 140) { alert 'a' }
else
if (smtp == 141) { alert 'a' }
else
if (smtp == 142) { alert 'a' }
else
if (smtp == 143) { alert 'a' }
else
if (smtp == 144) { alert 'a' }
else
if (smtp == 145) { alert 'a' }
else
if (smtp == 146) { alert 'a' }
else
if (smtp == 147) { alert 'a' }
else
if (smtp == 148) { alert 'a' }
else
if (smtp == 149) { alert 'a' }
else
if (smtp == 150) { alert 'a' }
else
if (smtp == 151) { alert 'a' }
else
if (smtp == 152) { alert 'a' }
else
if (smtp == 153) { alert 'a' }
else
if (smtp == 154) { alert 'a' }
else
if (smtp == 155) { alert 'a' }
else
if (smtp == 156) { alert 'a' }
else
if (smtp == 157) { alert 'a' }
else
if (smtp == 158) { alert 'a' }
else
if (smtp == 159) { alert 'a' }
else
if (smtp == 160) { alert 'a' }
else
if (smtp == 161) { alert 'a' }
else
if (smtp == 162) { alert 'a' }
else
if (smtp == 163) { alert 'a' }
else
if (smtp == 164) { alert 'a' }
else
if (smtp == 165) { alert 'a' }
else
if (smtp == 166) { alert 'a' }
else
if (smtp == 167) { alert 'a' }
else
if (smtp == 168) { alert 'a' }
else
if (smtp == 169) { alert 'a' }
else
if (smtp == 170) { alert 'a' }
else
if (smtp == 171) { alert 'a' }
else
if (smtp == 172) { alert 'a' }
else
if (smtp == 173) { alert 'a' }
else
if (smtp == 174) { alert 'a' }
else
if (smtp == 175) { alert 'a' }
else
if (smtp == 176) { alert 'a' }
else
if (smtp == 177) { alert 'a' }
else
if (smtp == 178) { alert 'a' }
else
if (smtp == 179) { alert 'a' }
else
if (smtp == 180) { alert 'a' }
else
if (smtp == 181) { alert 'a' }
else
if (smtp == 182) { alert 'a' }
else
if (smtp == 183) { alert 'a' }
else
if (smtp == 184) { alert 'a' }
else
if (smtp == 185) { alert 'a' }
else
if (smtp == 186) { alert 'a' }
else
if (smtp == 187) { alert 'a' }
else
if (smtp == 188) { alert 'a' }
else
if (smtp == 189) { alert 'a' }
else
if (smtp == 190) { alert 'a' }
else
if (smtp == 191) { alert 'a' }
else
if (smtp == 192) { alert 'a' }
else
if (smtp == 193) { alert 'a' }
else
if (smtp == 194) { alert 'a' }
else
if (smtp == 195) { alert 'a' }
else
if (smtp == 196) { alert 'a' }
else
if (smtp == 197) { alert 'a' }
else
if (smtp == 198) { alert 'a' }
else
if (smtp == 199) { alert 'a' }
else
if (smtp == 200) { alert 'a' }
else
if (smtp == 201) { alert 'a' }
else
if (smtp == 202) { alert 'a' }
else
if (smtp == 203) { alert 'a' }
else
if (smtp == 204) { alert 'a' }
else
if (smtp == 205) { alert 'a' }
else
if (smtp == 206) { alert 'a' }
else
if (smtp == 207) { alert 'a' }
else
if (smtp == 208) { alert 'a' }
else
if (smtp == 209) { alert 'a' }
else
if (smtp == 210) { alert 'a' }
else
if (smtp == 211) { alert 'a' }
else
if (smtp == 212) { alert 'a' }
else
if (smtp == 213) { alert 'a' }
else
if (smtp == 214) { alert 'a' }
else
if (smtp == 215) { alert 'a' }
else
if (smtp == 216) { alert 'a' }
else
if (smtp == 217) { alert 'a' }
else
if (smtp == 218) { alert 'a' }
else
if (smtp == 219) { alert 'a' }
else
if (smtp == 220) { alert 'a' }
else
if (smtp == 221) { alert 'a' }
else
if (smtp == 222) { alert 'a' }
else
if (smtp == 223) { alert 'a' }
else
if (smtp == 224) { alert 'a' }
else
if (smtp == 225) { alert 'a' }
else
if (smtp == 226) { alert 'a' }
else
if (smtp == 227) { alert 'a' }
else
if (smtp == 228) { alert 'a' }
else
if (smtp == 229) { alert 'a' }
else
if (smtp == 230) { alert 'a' }
else
if (smtp == 231) { alert 'a' }
else
if (smtp == 232) { alert 'a' }
else
if (smtp == 233) { alert 'a' }
else
if (smtp == 234) { alert 'a' }
else
if (smtp == 235) { alert 'a' }
else
if (smtp == 236) { alert 'a' }
else
if (smtp == 237) { alert 'a' }
else
if (smtp == 238) { alert 'a' }
else
if (smtp == 239) { alert 'a' }
else
if (smtp == 240) { alert 'a' }
else
if (smtp == 241) { alert 'a' }
else
if (smtp == 242) { alert 'a' }
else
if (smtp == 243) { alert 'a' }
else
if (smtp == 244) { alert 'a' }
else
if (smtp == 245) { alert 'a' }
else
if (smtp == 246) { alert 'a' }
else
if (smtp == 247) { alert 'a' }
else
if (smtp == 248) { alert 'a' }
else
if (smtp == 249) { alert 'a' }
else
if (smtp == 250) { alert 'a' }
else
if (smtp == 251) { alert 'a' }
else
if (smtp == 252) { alert 'a' }
else
if (smtp == 253) { alert 'a' }
else
if (smtp == 254) { alert 'a' }
else
if (smtp == 255) { alert 'a' }
else
if (smtp == 256) { alert 'a' }
else
if (smtp == 257) { alert 'a' }
else
if (smtp == 258) { alert 'a' }
else
if (smtp == 259) { alert 'a' }
else
if (smtp == 260) { alert 'a' }
else
if (smtp == 261) { alert 'a' }
else
if (smtp == 262) { alert 'a' }
else
if (smtp == 263) { alert 'a' }
else
if (smtp == 264) { alert 'a' }
else
if (smtp == 265) { alert 'a' }
else
if (smtp == 266) { alert 'a' }
else
if (smtp == 267) { alert 'a' }
else
if (smtp == 268) { alert 'a' }
else
if (smtp == 269) { alert 'a' }
else
if (smtp == 270) { alert 'a' }
else
if (smtp == 271) { alert 'a' }
else
if (smtp == 272) { alert 'a' }
else
if (smtp == 273) { alert 'a' }
else
if (smtp == 274) { alert 'a' }
else
if (smtp == 275) { alert 'a' }
else
if (smtp == 276) { alert 'a' }
else
if (smtp == 277) { alert 'a' }
else
if (smtp == 278) { alert 'a' }
else
if (smtp == 279) { alert 'a' }
else
if (smtp == 280) { alert 'a' }
else
if (smtp == 281) { alert 'a' }
else
if (smtp == 282) { alert 'a' }
else
if (smtp == 283) { alert 'a' }
else
if (smtp == 284) { alert 'a' }
else
if (smtp == 285) { alert 'a' }
else
if (smtp == 286) { alert 'a' }
else
if (smtp == 287) { alert 'a' }
else
if (smtp == 288) { alert 'a' }
else
if (smtp == 289) { alert 'a' }
else
if (smtp == 290) { alert 'a' }
else
if (smtp == 291) { alert 'a' }
else
if (smtp == 292) { alert 'a' }
else
if (smtp == 293) { alert 'a' }
else
if (smtp == 294) { alert 'a' }
else
if (smtp == 295) { alert 'a' }
else
if (smtp == 296) { alert 'a' }
else
if (smtp == 297) { alert 'a' }
else
if (smtp == 298) { alert 'a' }
else
if (smtp == 299) { alert 'a' }
else
if (smtp == 300) { alert 'a' }
else
if (smtp == 301) { alert 'a' }
else
if (smtp == 302) { alert 'a' }
else
if (smtp == 303) { alert 'a' }
else
if (smtp == 304) { alert 'a' }
else
if (smtp == 305) { alert 'a' }
else
if (smtp == 306) { alert 'a' }
else
if (smtp == 307) { alert 'a' }
else
if (smtp == 308) { alert 'a' }
else
if (smtp == 309) { alert 'a' }
else
if (smtp == 310) { alert 'a' }
else
if (smtp == 311) { alert 'a' }
else
if (smtp == 312) { alert 'a' }
else
if (smtp == 313) { alert 'a' }
else
if (smtp == 314) { alert 'a' }
else
if (smtp == 315) { alert 'a' }
else
if (smtp == 316) { alert 'a' }
else
if (smtp == 317) { alert 'a' }
else
if (smtp == 318) { alert 'a' }
else
if (smtp == 319) { alert 'a' }
else
if (smtp == 320) { alert 'a' }
else
if (smtp == 321) { alert 'a' }
else
if (smtp == 322) { alert 'a' }
else
if (smtp == 323) { alert 'a' }
else
if (smtp == 324) { alert 'a' }
else
if (smtp == 325) { alert 'a' }
else
if (smtp == 326) { alert 'a' }
else
if (smtp == 327) { alert 'a' }
else
if (smtp == 328) { alert 'a' }
else
if (smtp == 329) { alert 'a' }
else
if (smtp == 330) { alert 'a' }
else
if (smtp == 331) { alert 'a' }
else
if (smtp == 332) { alert 'a' }
else
if (smtp == 333) { alert 'a' }
else
if (smtp == 334) { alert 'a' }
else
if (smtp == 335) { alert 'a' }
else
if (smtp == 336) { alert 'a' }
else
if (smtp == 337) { alert 'a' }
else
if (smtp == 338) { alert 'a' }
else
if (smtp == 339) { alert 'a' }
else
if (smtp == 340) { alert 'a' }
else
if (smtp == 341) { alert 'a' }
else
if (smtp == 342) { alert 'a' }
else
if (smtp == 343) { alert 'a' }
else
if (smtp == 344) { alert 'a' }
else
if (smtp == 345) { alert 'a' }
else
if (smtp == 346) { alert 'a' }
else
if (smtp == 347) { alert 'a' }
else
if (smtp == 348) { alert 'a' }
else
if (smtp == 349) { alert 'a' }
else
if (smtp == 350) { alert 'a' }
else
if (smtp == 351) { alert 'a' }
else
if (smtp == 352) { alert 'a' }
else
if (smtp == 353) { alert 'a' }
else
if (smtp == 354) { alert 'a' }
else
if (smtp == 355) { alert 'a' }
else
if (smtp == 356) { alert 'a' }
else
if (smtp == 357) { alert 'a' }
else
if (smtp == 358) { alert 'a' }
else
if (smtp == 359) { alert 'a' }
else
if (smtp == 360) { alert 'a' }
else
if (smtp == 361) { alert 'a' }
else
if (smtp == 362) { alert 'a' }
else
if (smtp == 363) { alert 'a' }
else
if (smtp == 364) { alert 'a' }
else
if (smtp == 365) { alert 'a' }
else
if (smtp == 366) { alert 'a' }
else
if (smtp == 367) { alert 'a' }
else
if (smtp == 368) { alert 'a' }
else
if (smtp == 369) { alert 'a' }
else
if (smtp == 370) { alert 'a' }
else
if (smtp == 371) { alert 'a' }
else
if (smtp == 372) { alert 'a' }
else
if (smtp == 373) { alert 'a' }
else
if (smtp == 374) { alert 'a' }
else
if (smtp == 375) { alert 'a' }
else
if (smtp == 376) { alert 'a' }
else
if (smtp == 377) { alert 'a' }
else
if (smtp == 378) { alert 'a' }
else
if (smtp == 379) { alert 'a' }
else
if (smtp == 380) { alert 'a' }
else
if (smtp == 381) { alert 'a' }
else
if (smtp == 382) { alert 'a' }
else
if (smtp == 383) { alert 'a' }
else
if (smtp == 384) { alert 'a' }
else
if (smtp == 385) { alert 'a' }
else
if (smtp == 386) { alert 'a' }
else
if (smtp == 387) { alert 'a' }
else
if (smtp == 388) { alert 'a' }
else
if (smtp == 389) { alert 'a' }
else
if (smtp == 390) { alert 'a' }
else
if (smtp == 391) { alert 'a' }
else
if (smtp == 392) { alert 'a' }
else
if (smtp == 393) { alert 'a' }
else
if (smtp == 394) { alert 'a' }
else
if (smtp == 395) { alert 'a' }
else
if (smtp == 396) { alert 'a' }
else
if (smtp == 397) { alert 'a' }
else
if (smtp == 398) { alert 'a' }
else
if (smtp == 399) { alert 'a' }
else
if (smtp == 400) { alert 'a' }
else
if (smtp == 401) { alert 'a' }
else
if (smtp == 402) { alert 'a' }
else
if (smtp == 403) { alert 'a' }
else
if (smtp == 404) { alert 'a' }
else
if (smtp == 405) { alert 'a' }
else
if (smtp == 406) { alert 'a' }
else
if (smtp == 407) { alert 'a' }
else
if (smtp == 408) { alert 'a' }
else
if (smtp == 409) { alert 'a' }
else
if (smtp == 410) { alert 'a' }
else
if (smtp == 411) { alert 'a' }
else
if (smtp == 412) { alert 'a' }
else
if (smtp == 413) { alert 'a' }
else
if (smtp == 414) { alert 'a' }
else
if (smtp == 415) { alert 'a' }
else
if (smtp == 416) { alert 'a' }
else
if (smtp == 417) { alert 'a' }
else
if (smtp == 418) { alert 'a' }
else
if (smtp == 419) { alert 'a' }
else
if (smtp == 420) { alert 'a' }
else
if (smtp == 421) { alert 'a' }
else
if (smtp == 422) { alert 'a' }
else
if (smtp == 423) { alert 'a' }
else
if (smtp == 424) { alert 'a' }
else
if (smtp == 425) { alert 'a' }
else
if (smtp == 426) { alert 'a' }
else
if (smtp == 427) { alert 'a' }
else
if (smtp == 428) { alert 'a' }
else
if (smtp == 429) { alert 'a' }
else
if (smtp == 430) { alert 'a' }
else
if (smtp == 431) { alert 'a' }
else
if (smtp == 432) { alert 'a' }
else
if (smtp == 433) { alert 'a' }
else
if (smtp == 434) { alert 'a' }
else
if (smtp == 435) { alert 'a' }
else
if (smtp == 436) { alert 'a' }
else
if (smtp == 437) { alert 'a' }
else
if (smtp == 438) { alert 'a' }
else
if (smtp == 439) { alert 'a' }
else
if (smtp == 440) { alert 'a' }
else
if (smtp == 441) { alert 'a' }
else
if (smtp == 442) { alert 'a' }
else
if (smtp == 443) { alert 'a' }
else
if (smtp == 444) { alert 'a' }
else
if (smtp == 445) { alert 'a' }
else
if (smtp == 446) { alert 'a' }
else
if (smtp == 447) { alert 'a' }
else
if (smtp == 448) { alert 'a' }
else
if (smtp == 449) { alert 'a' }
else
if (smtp == 450) { alert 'a' }
else
if (smtp == 451) { alert 'a' }
else
if (smtp == 452) { alert 'a' }
else
if (smtp == 453) { alert 'a' }
else
if (smtp == 454) { alert 'a' }
else
if (smtp == 455) { alert 'a' }
else
if (smtp == 456) { alert 'a' }
else
if (smtp == 457) { alert 'a' }
else
if (smtp == 458) { alert 'a' }
else
if (smtp == 459) { alert 'a' }
else
if (smtp == 460) { alert 'a' }
else
if (smtp == 461) { alert 'a' }
else
if (smtp == 462) { alert 'a' }
else
if (smtp == 463) { alert 'a' }
else
if (smtp == 464) { alert 'a' }
else
if (smtp == 465) { alert 'a' }
else
if (smtp == 466) { alert 'a' }
else
if (smtp == 467) { alert 'a' }
else
if (smtp == 468) { alert 'a' }
else
if (smtp == 469) { alert 'a' }
else
if (smtp == 470) { alert 'a' }
else
if (smtp == 471) { alert 'a' }
else
if (smtp == 472) { alert 'a' }
else
if (smtp == 473) { alert 'a' }
else
if (smtp == 474) { alert 'a' }
else
if (smtp == 475) { alert 'a' }
else
if (smtp == 476) { alert 'a' }
else
if (smtp == 477) { alert 'a' }
else
if (smtp == 478) { alert 'a' }
else
if (smtp == 479) { alert 'a' }
else
if (smtp == 480) { alert 'a' }
else
if (smtp == 481) { alert 'a' }
else
if (smtp == 482) { alert 'a' }
else
if (smtp == 483) { alert 'a' }
else
if (smtp == 484) { alert 'a' }
else
if (smtp == 485) { alert 'a' }
else
if (smtp == 486) { alert 'a' }
else
if (smtp == 487) { alert 'a' }
else
if (smtp == 488) { alert 'a' }
else
if (smtp == 489) { alert 'a' }
else
if (smtp == 490) { alert 'a' }
else
if (smtp == 491) { alert 'a' }
else
if (smtp == 492) { alert 'a' }
else
if (smtp == 493) { alert 'a' }
else
if (smtp == 494) { alert 'a' }
else
if (smtp == 495) { alert 'a' }
else
if (smtp == 496) { alert 'a' }
else
if (smtp == 497) { alert 'a' }
else
if (smtp == 498) { alert 'a' }
else
if (smtp == 499) { alert 'a' }
else
if (smtp == 500) { alert 'a' }
else
if (smtp == 501) { alert 'a' }
else
if (smtp == 502) { alert 'a' }
else
if (smtp == 503) { alert 'a' }
else
if (smtp == 504) { alert 'a' }
else
if (smtp == 505) { alert 'a' }
else
if (smtp == 506) { alert 'a' }
else
if (smtp == 507) { alert 'a' }
else
if (smtp == 508) { alert 'a' }
else
if (smtp == 509) { alert 'a' }
else
if (smtp == 510) { alert 'a' }
else
if (smtp == 511) { alert 'a' }
else
if (smtp == 512) { alert 'a' }
else
if (smtp == 513) { alert 'a' }
else
if (smtp == 514) { alert 'a' }
else
if (smtp == 515) { alert 'a' }
else
if (smtp == 516) { alert 'a' }
else
if (smtp == 517) { alert 'a' }
else
if (smtp == 518) { alert 'a' }
else
if (smtp == 519) { alert 'a' }
else
if (smtp == 520) { alert 'a' }
else
if (smtp == 521) { alert 'a' }
else
if (smtp == 522) { alert 'a' }
else
if (smtp == 523) { alert 'a' }
else
if (smtp == 524) { alert 'a' }
else
if (smtp == 525) { alert 'a' }
else
if (smtp == 526) { alert 'a' }
else
if (smtp == 527) { alert 'a' }
else
if (smtp == 528) { alert 'a' }
else
if (smtp == 529) { alert 'a' }
else
if (smtp == 530) { alert 'a' }
else
if (smtp == 531) { alert 'a' }
else
if (smtp == 532) { alert 'a' }
else
if (smtp == 533) { alert 'a' }
else
if (smtp == 534) { alert 'a' }
else
if (smtp == 535) { alert 'a' }
else
if (smtp == 536) { alert 'a' }
else
if (smtp == 537) { alert 'a' }
else
if (smtp == 538) { alert 'a' }
else
if (smtp == 539) { alert 'a' }
else
if (smtp == 540) { alert 'a' }
else
if (smtp == 541) { alert 'a' }
else
if (smtp == 542) { alert 'a' }
else
if (smtp == 543) { alert 'a' }
else
if (smtp == 544) { alert 'a' }
else
if (smtp == 545) { alert 'a' }
else
if (smtp == 546) { alert 'a' }
else
if (smtp == 547) { alert 'a' }
else
if (smtp == 548) { alert 'a' }
else
if (smtp == 549) { alert 'a' }
else
if (smtp == 550) { alert 'a' }
else
if (smtp == 551) { alert 'a' }
else
if (smtp == 552) { alert 'a' }
else
if (smtp == 553) { alert 'a' }
else
if (smtp == 554) { alert 'a' }
else
if (smtp == 555) { alert 'a' }
else
if (smtp == 556) { alert 'a' }
else
if (smtp == 557) { alert 'a' }
else
if (smtp == 558) { alert 'a' }
else
if (smtp == 559) { alert 'a' }
else
if (smtp == 560) { alert 'a' }
else
if (smtp == 561) { alert 'a' }
else
if (smtp == 562) { alert 'a' }
else
if (smtp == 563) { alert 'a' }
else
if (smtp == 564) { alert 'a' }
else
if (smtp == 565) { alert 'a' }
else
if (smtp == 566) { alert 'a' }
else
if (smtp == 567) { alert 'a' }
else
if (smtp == 568) { alert 'a' }
else
if (smtp == 569) { alert 'a' }
else
if (smtp == 570) { alert 'a' }
else
if (smtp == 571) { alert 'a' }
else
if (smtp == 572) { alert 'a' }
else
if (smtp == 573) { alert 'a' }
else
if (smtp == 574) { alert 'a' }
else
if (smtp == 575) { alert 'a' }
else
if (smtp == 576) { alert 'a' }
else
if (smtp == 577) { alert 'a' }
else
if (smtp == 578) { alert 'a' }
else
if (smtp == 579) { alert 'a' }
else
if (smtp == 580) { alert 'a' }
else
if (smtp == 581) { alert 'a' }
else
if (smtp == 582) { alert 'a' }
else
if (smtp == 583) { alert 'a' }
else
if (smtp == 584) { alert 'a' }
else
if (smtp == 585) { alert 'a' }
else
if (smtp == 586) { alert 'a' }
else
if (smtp == 587) { alert 'a' }
else
if (smtp == 588) { alert 'a' }
else
if (smtp == 589) { alert 'a' }
else
if (smtp == 590) { alert 'a' }
else
if (smtp == 591) { alert 'a' }
else
if (smtp == 592) { alert 'a' }
else
if (smtp == 593) { alert 'a' }
else
if (smtp == 594) { alert 'a' }
else
if (smtp == 595) { alert 'a' }
else
if (smtp == 596) { alert 'a' }
else
if (smtp == 597) { alert 'a' }
else
if (smtp == 598) { alert 'a' }
else
if (smtp == 599) { alert 'a' }
else alert 'b'
