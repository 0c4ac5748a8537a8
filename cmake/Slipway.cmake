# One static library per folder, holding every .cpp in it, with only the links
# that the include table of the house allows (tests/architecture checks it).

add_library(slipway_flags INTERFACE)
target_compile_options(slipway_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum
  $<$<BOOL:${SLIPWAY_WERROR}>:-Werror>)
target_compile_definitions(slipway_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
  QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_include_directories(slipway_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_include_directories(slipway_flags SYSTEM INTERFACE ${EXPECTED_INCLUDE})
# ccache can only tell which precompiled header a file used when the compiler names it.
if(CMAKE_CXX_COMPILER_LAUNCHER AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(slipway_flags INTERFACE -fpch-preprocess)
endif()
if(SLIPWAY_SANITIZE)
  target_compile_options(slipway_flags INTERFACE -fsanitize=${SLIPWAY_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(slipway_flags INTERFACE -fsanitize=${SLIPWAY_SANITIZE})
endif()
find_program(SLIPWAY_MOLD mold)
if(SLIPWAY_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(slipway_flags INTERFACE -fuse-ld=mold)
endif()

# slipway_library(NAME [links...]) makes the target slipway_NAME of this folder.
function(slipway_library name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  file(GLOB resources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.qrc)
  add_library(slipway_${name} STATIC ${sources} ${resources})
  set_target_properties(slipway_${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(NOT name STREQUAL "base")
    target_precompile_headers(slipway_${name} REUSE_FROM slipway_base)
  endif()
  target_link_libraries(slipway_${name} PUBLIC slipway_flags Qt6::Core ${ARGN})
endfunction()

# Every *_test.cpp of the calling folder becomes one executable and one CTest
# entry; links are the libraries under test. Tests find sources by the macros.
function(slipway_tests)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" prefix "${folder}")
  foreach(source ${tests})
    get_filename_component(name ${source} NAME_WE)
    set(target ${prefix}_${name})
    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${target} PRIVATE slipway_flags Qt6::Test ${ARGN})
    target_precompile_headers(${target} REUSE_FROM slipway_base)
    target_compile_definitions(${target} PRIVATE
      SLIPWAY_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SLIPWAY_BINARY="$<TARGET_FILE:slipway>"
      SLIPWAY_BUILD_DIR="${CMAKE_BINARY_DIR}")
    # Most tests are built without waiting for the program; those that start it name it.
    file(STRINGS ${source} starts REGEX "SLIPWAY_B(INARY|UILD_DIR)|cli_run.h")
    if(starts)
      add_dependencies(${target} slipway)
    endif()
    add_test(NAME ${folder}/${name} COMMAND ${target})
    set_tests_properties(${folder}/${name} PROPERTIES TIMEOUT 300 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;LANGUAGE=en")
  endforeach()
endfunction()
