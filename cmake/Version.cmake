# The version is the newest vX.Y.Z tag and the distance to it; a tree without
# tags calls itself 0.1.0 and names its commit.
find_package(Git)
set(SLIPWAY_VERSION "0.1.0")
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --tags --match "v[0-9]*" --dirty
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET RESULT_VARIABLE no_tag)
  if(no_tag EQUAL 0)
    string(REGEX REPLACE "^v" "" SLIPWAY_VERSION "${described}")
  else()
    execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --short HEAD
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE
      ERROR_QUIET RESULT_VARIABLE no_commit)
    if(no_commit EQUAL 0)
      set(SLIPWAY_VERSION "0.1.0+${commit}")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/slipway_version.h CONTENT
"#pragma once
// Made by cmake/Version.cmake from Git.
#define SLIPWAY_VERSION \"@SLIPWAY_VERSION@\"
" @ONLY)
